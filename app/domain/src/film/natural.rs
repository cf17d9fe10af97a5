//! Natural order: the order in which people count, and in which documents lie on film.

use std::cmp::Ordering;

/// Compares two texts with every run of digits read as one number of any length: `9` before `10`, `x2` before `x11`.
///
/// Everything else is compared character by character, and the shorter text comes first when it is the beginning
/// of the longer one. Texts that differ only in leading zeros are told apart by them, fewer first, so two texts
/// are equal in this order only when they are the same text.
pub fn compare(a: &str, b: &str) -> Ordering {
    let (mut rest_a, mut rest_b) = (a, b);
    let mut zeros = Ordering::Equal;
    loop {
        let (run_a, run_b) = (leading_digits(rest_a), leading_digits(rest_b));
        if !run_a.is_empty() && !run_b.is_empty() {
            let (value_a, value_b) = (run_a.trim_start_matches('0'), run_b.trim_start_matches('0'));
            let by_value = value_a.len().cmp(&value_b.len()).then_with(|| value_a.cmp(value_b));
            if by_value.is_ne() {
                return by_value;
            }
            zeros = zeros.then(run_a.len().cmp(&run_b.len()));
            (rest_a, rest_b) = (&rest_a[run_a.len()..], &rest_b[run_b.len()..]);
            continue;
        }
        let (mut characters_a, mut characters_b) = (rest_a.chars(), rest_b.chars());
        match (characters_a.next(), characters_b.next()) {
            (None, None) => return zeros,
            // The ten digits stand together, so a digit is before or after another character whatever its number.
            (next_a, next_b) if next_a != next_b => return next_a.cmp(&next_b),
            _ => (rest_a, rest_b) = (characters_a.as_str(), characters_b.as_str()),
        }
    }
}

fn leading_digits(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_digit).count()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(mut texts: Vec<&str>) -> Vec<&str> {
        texts.sort_by(|a, b| compare(a, b));
        texts
    }

    #[test]
    fn digits_count_as_numbers() {
        assert_eq!(
            sorted(vec!["x11", "x2", "10", "9", "x2b", "x2a"]),
            ["9", "10", "x2", "x2a", "x2b", "x11"]
        );
    }

    #[test]
    fn a_page_set_added_later_follows_its_base() {
        let base = "1427460478555125";
        assert_eq!(
            sorted(vec!["1427460478555126", "1427460478555125_002", "1427460478555125_001", base]),
            [base, "1427460478555125_001", "1427460478555125_002", "1427460478555126"]
        );
    }

    #[test]
    fn a_number_may_be_longer_than_any_machine_word() {
        let (small, large) = (format!("{}8", "9".repeat(60)), format!("{}9", "9".repeat(60)));
        assert_eq!(compare(&small, &large), Ordering::Less);
        assert_eq!(compare("9", &large), Ordering::Less);
    }

    #[test]
    fn leading_zeros_decide_only_when_all_else_is_equal() {
        assert_eq!(sorted(vec!["007", "7", "07"]), ["7", "07", "007"]);
        assert_eq!(sorted(vec!["1b", "01a"]), ["01a", "1b"]);
        assert_eq!(sorted(vec!["00", "0-0", "0", ""]), ["", "0", "00", "0-0"]);
    }

    proptest! {
        #[test]
        fn equal_means_the_same_text(a in "[0-2a_é]{0,6}", b in "[0-2a_é]{0,6}") {
            prop_assert_eq!(compare(&a, &b) == Ordering::Equal, a == b);
            prop_assert_eq!(compare(&a, &a), Ordering::Equal);
        }

        #[test]
        fn turning_the_question_round_turns_the_answer_round(a in "[0-2a_é]{0,6}", b in "[0-2a_é]{0,6}") {
            prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
        }

        #[test]
        fn what_comes_before_what_comes_before_comes_before(
            a in "[0-1a_]{0,4}", b in "[0-1a_]{0,4}", c in "[0-1a_]{0,4}",
        ) {
            if compare(&a, &b).is_le() && compare(&b, &c).is_le() {
                prop_assert!(compare(&a, &c).is_le());
            }
        }

        #[test]
        fn plain_numbers_are_in_their_own_order(a: u64, b: u64) {
            prop_assert_eq!(compare(&a.to_string(), &b.to_string()), a.cmp(&b));
        }

        #[test]
        fn any_text_can_be_compared(a: String, b: String) {
            prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
        }
    }
}
