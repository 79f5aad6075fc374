//! Digests as people compare them: the letters that `sha256sum` prints.

/// Bytes in lower-case hexadecimal.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::hexadecimal;

    #[test]
    fn every_byte_takes_two_letters() {
        assert_eq!(hexadecimal(&[0, 15, 16, 171, 255]), "000f10abff");
        assert_eq!(hexadecimal(&[]), "");
    }
}
