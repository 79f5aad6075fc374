//! The language of a text, as a code of two letters where there is one: `en`, `ps`. It only chooses rules.

use whatlang::{Lang, detect};

/// How much of a text tells its language.
const ENOUGH: usize = 4_096;

/// The language that somebody stated, or else the one that the text seems to be in. `None` if that is not clear.
#[must_use]
pub fn language(text: &str, stated: Option<&str>) -> Option<String> {
    let stated = stated.and_then(primary);
    stated.or_else(|| detected(text).map(str::to_owned))
}

/// `pt` of `pt-BR`.
fn primary(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?;
    let is_code = (2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_alphabetic());
    is_code.then(|| code.to_ascii_lowercase())
}

fn detected(text: &str) -> Option<&'static str> {
    let start = text.get(..text.floor_char_boundary(ENOUGH))?;
    let found = detect(start).filter(whatlang::Info::is_reliable)?;
    Some(short(found.lang()))
}

/// The code of two letters that `[article] language` has.
fn short(language: Lang) -> &'static str {
    let long = language.code();
    let known = SHORT.iter().find(|(code, _)| *code == long);
    known.map_or(long, |(_, short)| short)
}

/// Codes of ISO 639-3 with those of ISO 639-1.
const SHORT: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::{language, short};
    use whatlang::Lang;

    const ENGLISH: &str =
        "The harbour was closed on Monday after the storm, and nobody knows when it will open.";

    #[test]
    fn a_stated_language_wins_over_the_words() {
        assert_eq!(language(ENGLISH, Some("ps")).as_deref(), Some("ps"));
        assert_eq!(language(ENGLISH, Some("pt_BR")).as_deref(), Some("pt"));
        assert_eq!(
            language(ENGLISH, Some("English (?)")).as_deref(),
            Some("en")
        );
    }

    #[test]
    fn without_a_stated_one_the_words_tell_it() {
        assert_eq!(language(ENGLISH, None).as_deref(), Some("en"));
        let german = "Der Hafen wurde am Montag nach dem Sturm geschlossen, und niemand weiß, \
                      wann er wieder öffnet. Der Bürgermeister sagte, das werde noch dauern.";
        assert_eq!(language(german, None).as_deref(), Some("de"));
        assert_eq!(language("12 34", None), None);
    }

    #[test]
    fn every_language_that_is_told_has_a_short_code() {
        for lang in Lang::all() {
            assert_eq!(short(*lang).len(), 2, "{lang:?}");
        }
    }
}
