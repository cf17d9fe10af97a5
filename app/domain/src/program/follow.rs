//! Comments that name a program follow it to its new number.

use super::number::ProgramNumber;
use super::references::{Relation, relation_of};
use std::collections::BTreeMap;

/// The same bytes with the numbers in comments exchanged: `(Pairs w/o74035)` becomes `(Pairs w/o74100)`. As many
/// digits are written as there were, five where the new number needs them. A number a program itself had before stays:
/// it speaks of the past.
pub fn follow(bytes: &[u8], renames: &BTreeMap<ProgramNumber, ProgramNumber>) -> Vec<u8> {
    let mut made = Vec::with_capacity(bytes.len() + 8);
    let mut rest = bytes;
    while let Some(open) = rest.iter().position(|byte| *byte == b'(') {
        let (before, from) = rest.split_at(open);
        made.extend_from_slice(before);
        let end = from.iter().position(|byte| matches!(byte, b')' | b'\n')).unwrap_or(from.len());
        let (comment, after) = from.split_at(end);
        match relation_of(comment) {
            Relation::RenamedFrom | Relation::MovedFrom => made.extend_from_slice(comment),
            _ => exchange(comment, renames, &mut made),
        }
        rest = after;
    }
    made.extend_from_slice(rest);
    made
}

fn exchange(comment: &[u8], renames: &BTreeMap<ProgramNumber, ProgramNumber>, made: &mut Vec<u8>) {
    let mut at = 0;
    while at < comment.len() {
        let begins = at == 0 || !comment[at - 1].is_ascii_alphanumeric();
        made.push(comment[at]);
        at += 1;
        if !begins || !matches!(comment[at - 1], b'O' | b'o') {
            continue;
        }
        let digits = comment[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let written = &comment[at..at + digits];
        let number = std::str::from_utf8(written).ok().filter(|_| (4..=5).contains(&digits));
        let new = number.and_then(|text| ProgramNumber::parse(text).ok()).and_then(|one| renames.get(&one));
        match new {
            Some(new) => made.extend(format!("{:0digits$}", new.value()).bytes()),
            None => made.extend_from_slice(written),
        }
        at += digits;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(value: u32) -> ProgramNumber {
        ProgramNumber::from_value(value).unwrap()
    }

    fn followed(text: &str) -> String {
        let renames = BTreeMap::from([(number(74_035), number(70_106)), (number(2_822), number(62_504))]);
        String::from_utf8(follow(text.as_bytes(), &renames)).unwrap()
    }

    #[test]
    fn a_partner_is_named_by_its_new_number() {
        assert_eq!(
            followed("%\nO70303 (7IN DIA --2PC, Pairs w/o74035 )\nG00 X7.\n(o2822 ORIGINAL)\n"),
            "%\nO70303 (7IN DIA --2PC, Pairs w/o70106 )\nG00 X7.\n(o62504 ORIGINAL)\n"
        );
    }

    #[test]
    fn code_other_words_and_the_past_stay() {
        for text in
            ["O74035 (7IN)", "(FO74035)", "(O740351)", "(RENAMED FROM O74035)", "X74035 (74035)", "(o7403"]
        {
            assert_eq!(followed(text), text);
        }
    }

    proptest! {
        #[test]
        fn without_a_number_to_follow_nothing_changes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(follow(&bytes, &BTreeMap::new()), bytes);
        }
    }
}
