//! XML as a flat run of starts, ends and texts, without a document type and without entities of its own.

use crate::extract::ExtractError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// How deep elements may lie in one another.
const DEEPEST: usize = 1_000;

/// What a reader of XML meets.
pub(super) enum XmlPiece<'p> {
    /// An element begins. One without content ends at once.
    Start(&'p str, &'p XmlAttributes<'p>),
    /// An element ends.
    End(&'p str),
    /// Characters.
    Text(&'p str),
}

/// The attributes of an element.
pub(super) struct XmlAttributes<'p>(&'p BytesStart<'p>);

impl XmlAttributes<'_> {
    /// The value of an attribute, by its name without the prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes().filter_map(Result::ok);
        let found = all.find(|one| one.key.local_name().as_ref() == name)?;
        found
            .normalized_value(XmlVersion::Explicit1_0)
            .ok()
            .map(std::borrow::Cow::into_owned)
    }
}

/// Hands over the pieces of an XML text. Names come without their prefix.
pub(super) fn each_piece(
    text: &str,
    each: &mut dyn FnMut(XmlPiece<'_>),
) -> Result<(), ExtractError> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(ExtractError::Deep(DEEPEST));
                }
                let name = start.local_name();
                each(XmlPiece::Start(name.as_ref(), &XmlAttributes(&start)));
            }
            Event::Empty(start) => {
                let name = start.local_name();
                each(XmlPiece::Start(name.as_ref(), &XmlAttributes(&start)));
                each(XmlPiece::End(name.as_ref()));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                each(XmlPiece::End(end.local_name().as_ref()));
            }
            Event::Text(characters) => each(XmlPiece::Text(&characters.xml10_content())),
            Event::CData(characters) => each(XmlPiece::Text(&characters.xml10_content())),
            Event::GeneralRef(entity) => {
                let number = entity.resolve_char_ref().map_err(|error| damaged(&error))?;
                let character = number.or_else(|| usual_entity(&entity.xml10_content()));
                let character = character.ok_or_else(|| {
                    let name = entity.xml10_content();
                    ExtractError::Damaged(format!("it uses the entity `{name}`"))
                })?;
                each(XmlPiece::Text(character.encode_utf8(&mut [0; 4])));
            }
            Event::DocType(_) => return Err(ExtractError::DocumentType),
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(ExtractError::Damaged("its XML ends early".to_owned())),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The five entities that every XML text has.
fn usual_entity(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

fn damaged(error: &dyn std::error::Error) -> ExtractError {
    ExtractError::Damaged(error.to_string())
}
