(function () {
  'use strict';
  var claims = Array.prototype.slice.call(document.querySelectorAll('.claim'));
  var tools = document.getElementById('tools');
  var places = new Map(claims.map(function (claim, place) { return [claim, place]; }));
  var texts = new Map();
  var textOf = function (claim) {
    if (!texts.has(claim)) texts.set(claim, claim.textContent.toLowerCase());
    return texts.get(claim);
  };
  var field = function (name) { return document.getElementById('by-' + name); };
  var state = function () {
    var hash = location.hash.slice(1);
    return hash.indexOf('=') < 0 ? null : new URLSearchParams(hash);
  };
  var keys = {
    status: function (claim) { return Number(claim.dataset.rank); },
    speaker: function (claim) { return claim.dataset.speaker.toLowerCase(); },
    origins: function (claim) { return -Number(claim.dataset.origins); }
  };
  var sorted = '';
  var sort = function (by) {
    if (by === sorted) return;
    sorted = by;
    var key = keys[by] || function () { return 0; };
    document.querySelectorAll('.claims').forEach(function (list) {
      var all = document.createDocumentFragment();
      claims.filter(function (claim) { return claim.parentNode === list; }).sort(function (a, b) {
        var x = key(a), y = key(b);
        return x < y ? -1 : x > y ? 1 : places.get(a) - places.get(b);
      }).forEach(function (claim) { all.appendChild(claim); });
      list.appendChild(all);
    });
  };
  var show = function (view) {
    var group = view.get('show') || 'all';
    var words = (view.get('q') || '').toLowerCase().split(/\s+/).filter(Boolean);
    var speaker = view.get('speaker') || '', article = view.get('article') || '';
    var shown = 0;
    claims.forEach(function (claim) {
      var data = claim.dataset;
      var fit = (group === 'all' || data.group === group) && (!speaker || data.speaker === speaker) &&
        (!article || data.article === article) &&
        words.every(function (word) { return textOf(claim).indexOf(word) >= 0; });
      if (claim.hidden === fit) claim.hidden = !fit;
      if (fit) shown += 1;
    });
    sort(view.get('sort') || '');
    document.getElementById('shown').textContent = shown + ' of ' + claims.length + (claims.length === 1 ? ' claim' : ' claims') + ' shown';
    document.querySelectorAll('.chips a').forEach(function (chip) {
      chip.setAttribute('aria-current', String(chip.dataset.group === group));
    });
    ['q', 'speaker', 'article', 'sort'].forEach(function (name) {
      var input = field(name);
      if (input && input !== document.activeElement) input.value = view.get(name) || '';
    });
  };
  var follow = function () {
    var view = state();
    if (view) {
      show(view);
      if (view.has('show')) document.getElementById('claims').scrollIntoView();
      return;
    }
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.hidden) show(new URLSearchParams());
    if (target.tagName === 'DETAILS') target.open = true;
    land(target, 4);
  };
  // What the browser has not laid out yet has a guessed height, so the target moves while it comes near.
  var land = function (target, times) {
    target.scrollIntoView();
    if (times > 0) requestAnimationFrame(function () { land(target, times - 1); });
  };
  var change = function () {
    var view = state() || new URLSearchParams();
    ['q', 'speaker', 'article', 'sort'].forEach(function (name) {
      var input = field(name);
      if (input && input.value) view.set(name, input.value); else view.delete(name);
    });
    history.replaceState(null, '', '#' + (view.toString() || 'show=all'));
    show(view);
  };
  window.addEventListener('hashchange', follow);
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.getAttribute('href') === location.hash) follow();
  });
  if (tools) {
    var waiting = 0;
    field('q').addEventListener('input', function () { clearTimeout(waiting); waiting = setTimeout(change, 120); });
    ['speaker', 'article', 'sort'].forEach(function (name) {
      if (field(name)) field(name).addEventListener('change', change);
    });
    tools.hidden = false;
    show(state() || new URLSearchParams());
  }
  if (location.hash) window.addEventListener('load', follow);
}());
