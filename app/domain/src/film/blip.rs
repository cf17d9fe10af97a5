//! Blips: the address of a document on film, `FILMNUMBER-DDDD.FFFFF`.

/// Writes a blip: film number, document index on the roll (4 digits), and the frame of the document's first page
/// counted over the whole roll (5 digits), such as `10000136-0002.01401`.
pub fn blip(number: &str, index: u32, frame: u32) -> String {
    format!("{number}-{index:04}.{frame:05}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blip_counts_frames_over_the_whole_roll() {
        assert_eq!(blip("10000136", 2, 1401), "10000136-0002.01401");
    }
}
