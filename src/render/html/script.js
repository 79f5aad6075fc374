(function () {
  'use strict';
  var tools = document.getElementById('tools');
  if (!tools) return;
  var field = function (name) { return document.getElementById('by-' + name); };
  var claims = Array.prototype.slice.call(document.querySelectorAll('.claim'));
  var places = new Map(claims.map(function (claim, place) { return [claim, place]; }));
  var texts = new Map();
  var textOf = function (claim) {
    if (!texts.has(claim)) texts.set(claim, claim.textContent.toLowerCase());
    return texts.get(claim);
  };
  var fits = function (claim, name) {
    var wanted = field(name).value;
    if (!wanted) return true;
    var has = claim.dataset[name] || '';
    return name === 'tag' ? has.split('\n').indexOf(wanted) >= 0 : has === wanted;
  };
  var keys = {
    place: function (claim) { return places.get(claim); },
    status: function (claim) { return Number(claim.dataset.rank); },
    speaker: function (claim) { return claim.dataset.speaker.toLowerCase(); },
    origins: function (claim) { return -Number(claim.dataset.origins); }
  };
  var filter = function () {
    var words = field('text').value.toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    claims.forEach(function (claim) {
      var fit = ['status', 'speaker', 'tag'].every(function (name) { return fits(claim, name); }) &&
        words.every(function (word) { return textOf(claim).indexOf(word) >= 0; });
      claim.hidden = !fit;
      if (fit) shown += 1;
    });
    document.getElementById('shown').textContent = shown + ' of ' + claims.length + (claims.length === 1 ? ' claim' : ' claims') + ' shown';
  };
  var sort = function () {
    var key = keys[field('order').value];
    document.querySelectorAll('.claims').forEach(function (list) {
      claims.filter(function (claim) { return claim.parentNode === list; })
        .sort(function (a, b) {
          var x = key(a), y = key(b);
          return x < y ? -1 : x > y ? 1 : places.get(a) - places.get(b);
        })
        .forEach(function (claim) { list.appendChild(claim); });
    });
  };
  var clear = function () {
    ['text', 'status', 'speaker', 'tag'].forEach(function (name) { field(name).value = ''; });
    field('order').value = 'place';
    filter();
    sort();
  };
  var follow = function () {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.hidden) { clear(); target.scrollIntoView(); }
  };
  var waiting = 0;
  field('text').addEventListener('input', function () { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  ['status', 'speaker', 'tag'].forEach(function (name) { field(name).addEventListener('change', filter); });
  field('order').addEventListener('change', sort);
  document.getElementById('clear').addEventListener('click', clear);
  window.addEventListener('hashchange', follow);
  tools.hidden = false;
  filter();
}());
