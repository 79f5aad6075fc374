//! From the tree of a web page to blocks of text.

use crate::extract::blocks::ArticleBlock;
use dom_query::NodeRef;

/// Elements without text for a reader.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "button",
    "select", "textarea", "input", "audio", "video", "canvas", "map", "dialog",
];

/// Elements that are part of a line. All others begin and end a block.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "picture",
    "source",
];

/// Whether the tree below a node is deeper than this.
pub(super) fn is_deeper(root: NodeRef<'_>, most: usize) -> bool {
    let mut level = vec![root];
    for _ in 0..=most {
        level = level
            .iter()
            .flat_map(|node| node.children_it(false))
            .filter(NodeRef::is_element)
            .collect();
        if level.is_empty() {
            return false;
        }
    }
    true
}

/// A step through the tree.
enum TreeStep<'d> {
    Enter(NodeRef<'d>),
    Leave(String),
}

/// The blocks below some nodes, in order.
pub(super) fn blocks(roots: &[NodeRef<'_>]) -> Vec<ArticleBlock> {
    let mut reader = PageReader::default();
    let mut steps: Vec<TreeStep<'_>> = roots.iter().rev().copied().map(TreeStep::Enter).collect();
    while let Some(step) = steps.pop() {
        if let TreeStep::Leave(name) = &step {
            reader.leave(name);
        }
        let TreeStep::Enter(node) = step else {
            continue;
        };
        if node.is_text() {
            reader.text(&node.text());
            continue;
        }
        if is_silent(&node) {
            continue;
        }
        let name = node.node_name().unwrap_or_default().to_string();
        reader.enter(&name);
        steps.push(TreeStep::Leave(name));
        let children: Vec<_> = node.children_it(false).map(TreeStep::Enter).collect();
        steps.extend(children.into_iter().rev());
    }
    reader.close();
    reader.blocks
}

/// Whether an element has no text that a reader of the page sees.
fn is_silent(node: &NodeRef<'_>) -> bool {
    if !node.is_element() {
        return node.is_comment() || node.is_doctype();
    }
    let name = node.node_name().unwrap_or_default();
    let style = node.attr("style").unwrap_or_default().replace(' ', "");
    SILENT.contains(&&*name)
        || node.has_attr("hidden")
        || node.attr("aria-hidden").as_deref() == Some("true")
        || style.contains("display:none")
}

/// Collects blocks on the way through the tree.
#[derive(Default)]
struct PageReader {
    blocks: Vec<ArticleBlock>,
    open: String,
    heading: Option<u8>,
    items: usize,
    preformatted: usize,
}

impl PageReader {
    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.open.push_str(text);
        } else {
            let spaced: String = text
                .chars()
                .map(|one| if one == '\n' { ' ' } else { one })
                .collect();
            self.open.push_str(&spaced);
        }
    }

    fn enter(&mut self, name: &str) {
        match name {
            "br" => self.break_line(),
            "li" => {
                self.close();
                self.items += 1;
            }
            "pre" => {
                self.close();
                self.preformatted += 1;
            }
            "td" | "th" => self.open.push(' '),
            _ if INLINE.contains(&name) => {}
            _ => {
                self.close();
                if let Some(level) = level_of(name) {
                    self.heading = Some(level);
                }
            }
        }
    }

    fn leave(&mut self, name: &str) {
        match name {
            "br" | "td" | "th" => {}
            "li" => {
                self.close();
                self.items = self.items.saturating_sub(1);
            }
            "pre" => {
                self.close();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            _ if INLINE.contains(&name) => {}
            _ => {
                self.close();
                if level_of(name).is_some() {
                    self.heading = None;
                }
            }
        }
    }

    /// One break ends a line, two end a paragraph.
    fn break_line(&mut self) {
        if self.open.trim_end_matches([' ', '\t']).ends_with('\n') {
            self.close();
        } else {
            self.open.push('\n');
        }
    }

    /// Ends the open block.
    fn close(&mut self) {
        let block = ArticleBlock::closed(self.heading, self.items, &mut self.open);
        self.blocks.extend(block);
    }
}

fn level_of(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}
