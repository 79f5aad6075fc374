//! The shapes of the format describe one consistent format.

use crate::document::format::{EXTRA, FILE, TABLES};
use crate::document::settings::{CONFIG, CONFIG_TABLES};
use std::collections::BTreeSet;

#[test]
fn the_list_of_tables_is_what_one_can_get_to() {
    for (file, tables) in [(&FILE, TABLES), (&CONFIG, CONFIG_TABLES)] {
        let found: BTreeSet<&str> = file.below().iter().map(|shape| shape.name).collect();
        let listed: BTreeSet<&str> = tables.iter().map(|shape| shape.name).collect();
        assert_eq!(found, listed);
        assert_eq!(listed.len(), tables.len());
    }
}

#[test]
fn every_field_has_one_place_and_a_sentence() {
    for shape in TABLES.iter().chain(CONFIG_TABLES) {
        assert!(shape.doc.ends_with('.') && !shape.noun.is_empty());
        for (at, field) in shape.fields.iter().enumerate() {
            assert_eq!(shape.position(field.name), Some(at));
            assert_eq!(
                shape.field(field.name).map(|found| found.doc),
                Some(field.doc)
            );
            assert_ne!(field.name, EXTRA);
            let sentence = field.doc.ends_with(['.', '?']);
            assert!(sentence, "{}.{}: {}", shape.name, field.name, field.doc);
        }
        assert_eq!(shape.position(EXTRA), None);
        assert!(shape.name.ends_with(shape.key()));
        assert!(!shape.key().contains('.'));
    }
}

#[test]
fn a_records_first_required_field_is_its_id() {
    for name in ["party", "source", "claim"] {
        let shape = TABLES.iter().find(|shape| shape.name == name).unwrap();
        let required = shape.fields.iter().filter(|field| field.required);
        let names: Vec<&str> = required.map(|field| field.name).collect();
        assert_eq!(names.len(), 2, "{name}");
        assert_eq!(names[0], "id");
    }
}
