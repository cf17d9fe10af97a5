//! Laws every plan keeps, whatever the documents.

use super::*;
use crate::film::document::{Barcode, PageRange};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A document from one flag for each page: oversized or not.
fn document(position: usize, oversized_pages: &[bool]) -> Document {
    let mut oversized: Vec<PageRange> = Vec::new();
    for (page, _) in (1..).zip(oversized_pages).filter(|(_, oversized)| **oversized) {
        match oversized.last_mut() {
            Some(last) if last.to + 1 == page => last.to = page,
            _ => oversized.push(PageRange { from: page, to: page }),
        }
    }
    let barcode = Barcode::parse(&format!("d{position}")).unwrap();
    Document { barcode, com_id: None, pages: oversized_pages.len() as u32, oversized }
}

fn documents() -> impl Strategy<Value = Vec<Document>> {
    let pages = prop::collection::vec(prop::bool::weighted(0.3), 1..60);
    prop::collection::vec(pages, 0..40)
        .prop_map(|all| all.iter().enumerate().map(|(position, pages)| document(position, pages)).collect())
}

/// Rolls so small that every rule is met within a few documents.
fn small_rolls() -> impl Strategy<Value = Settings> {
    (1_u32..50, 1_u32..30).prop_map(|(capacity_16mm, capacity_35mm)| Settings {
        capacity_16mm,
        capacity_35mm,
        ..Settings::default()
    })
}

fn order() -> impl Strategy<Value = Order> {
    prop_oneof![Just(Order::Natural), Just(Order::FullestFirst)]
}

/// The own frames of every document, in the order of the rolls.
fn placed(plan: &Plan, film: FilmType) -> BTreeMap<u32, Vec<u32>> {
    let mut placed: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for segment in plan.of(film).flat_map(|roll| &roll.segments) {
        placed.entry(segment.document).or_default().extend(segment.first..segment.first + segment.frames);
    }
    placed
}

proptest! {
    #[test]
    fn every_frame_is_placed_once_and_in_order(
        documents in documents(), settings in small_rolls(), order in order(),
    ) {
        let plan = plan(&documents, &settings, order).unwrap();
        for film in FilmType::ALL {
            let due: BTreeMap<u32, Vec<u32>> = (0..)
                .zip(&documents)
                .map(|(position, document)| (position, (1..=frames(document, film)).collect::<Vec<u32>>()))
                .filter(|(_, frames)| !frames.is_empty())
                .collect();
            prop_assert_eq!(placed(&plan, film), due);
        }
    }

    #[test]
    fn rolls_are_counted_from_one_and_hold_their_segments_without_gaps(
        documents in documents(), settings in small_rolls(), order in order(),
    ) {
        let plan = plan(&documents, &settings, order).unwrap();
        prop_assert!(plan.rolls.is_sorted_by_key(|roll| roll.film == FilmType::Mm35));
        for film in FilmType::ALL {
            for (ordinal, roll) in (1..).zip(plan.of(film)) {
                prop_assert_eq!(roll.ordinal, ordinal);
                prop_assert!(1 <= roll.frames && roll.frames <= settings.capacity(film));
                let mut next_frame = 1;
                for (index, segment) in (1..).zip(&roll.segments) {
                    prop_assert_eq!((segment.index, segment.start), (index, next_frame));
                    prop_assert!(segment.frames > 0);
                    next_frame = segment.end() + 1;
                }
                prop_assert_eq!(next_frame - 1, roll.frames);
            }
        }
    }

    #[test]
    fn ordinary_documents_are_never_split(documents in documents(), settings in small_rolls(), order in order()) {
        let plan = plan(&documents, &settings, order).unwrap();
        for roll in &plan.rolls {
            for segment in &roll.segments {
                let whole = frames(&documents[segment.document as usize], roll.film);
                prop_assert!(whole > settings.capacity(roll.film) || segment.frames == whole);
            }
        }
    }

    #[test]
    fn a_split_document_leaves_its_roll_full_and_goes_on_at_the_head_of_the_next(
        documents in documents(), settings in small_rolls(), order in order(),
    ) {
        let plan = plan(&documents, &settings, order).unwrap();
        for film in FilmType::ALL {
            let rolls: Vec<&PlannedRoll> = plan.of(film).collect();
            for (position, roll) in rolls.iter().enumerate() {
                for segment in roll.segments.iter().filter(|segment| segment.first > 1) {
                    let before = rolls[position - 1];
                    prop_assert_eq!(segment.start, 1);
                    prop_assert_eq!(before.frames, settings.capacity(film));
                    prop_assert_eq!(before.segments.last().map(|last| last.document), Some(segment.document));
                }
            }
        }
    }

    #[test]
    fn natural_order_closes_a_roll_only_when_the_next_document_does_not_fit(
        documents in documents(), settings in small_rolls(),
    ) {
        let plan = plan(&documents, &settings, Order::Natural).unwrap();
        for film in FilmType::ALL {
            let rolls: Vec<&PlannedRoll> = plan.of(film).collect();
            for pair in rolls.windows(2) {
                let next = &documents[pair[1].segments[0].document as usize];
                let full = pair[0].frames == settings.capacity(film);
                let no_room = pair[0].frames + frames(next, film) > settings.capacity(film);
                let ordinary = frames(next, film) <= settings.capacity(film);
                prop_assert!(full || (ordinary && no_room));
            }
            prop_assert!(rolls.iter().flat_map(|roll| &roll.segments).is_sorted_by_key(|segment| segment.document));
        }
    }

    #[test]
    fn a_roll_waits_exactly_for_the_rolls_its_sheets_name(
        documents in documents(), settings in small_rolls(), order in order(),
    ) {
        let plan = plan(&documents, &settings, order).unwrap();
        for roll in &plan.rolls {
            let mut named = BTreeSet::new();
            for segment in roll.segments.iter().filter(|_| roll.film == FilmType::Mm16) {
                let document = &documents[segment.document as usize];
                for own_frame in segment.first..segment.first + segment.frames {
                    let Some(Content::Sheet(sheet)) = content_of_frame(document, FilmType::Mm16, own_frame) else {
                        continue;
                    };
                    let target = frame_of_sheet(document, FilmType::Mm35, sheet).unwrap();
                    let holder = plan.of(FilmType::Mm35).find(|roll| {
                        roll.segments.iter().any(|other| {
                            other.document == segment.document
                                && (other.first..other.first + other.frames).contains(&target)
                        })
                    });
                    named.insert(holder.unwrap().ordinal);
                }
            }
            prop_assert_eq!(&roll.waits_for, &named.into_iter().collect::<Vec<u32>>());
        }
    }

    #[test]
    fn planning_twice_gives_the_same_plan(documents in documents(), settings in small_rolls(), order in order()) {
        prop_assert_eq!(plan(&documents, &settings, order), plan(&documents, &settings, order));
    }

    #[test]
    fn longest_first_never_needs_more_rolls(documents in documents(), settings in small_rolls()) {
        let natural = plan(&documents, &settings, Order::Natural).unwrap();
        let fullest = plan(&documents, &settings, Order::FullestFirst).unwrap();
        for film in FilmType::ALL {
            prop_assert!(fullest.of(film).count() <= natural.of(film).count());
        }
    }

    #[test]
    fn frames_and_their_contents_agree(oversized in prop::collection::vec(any::<bool>(), 1..40)) {
        let document = document(1, &oversized);
        for film in FilmType::ALL {
            let contents = contents(&document, film);
            prop_assert_eq!(contents.len() as u32, frames(&document, film));
            for (frame, content) in (1..).zip(&contents) {
                prop_assert_eq!(content_of_frame(&document, film, frame), Some(*content));
                prop_assert_eq!(Some(frame), match *content {
                    Content::Page(page) => frame_of_page(&document, film, page),
                    Content::Sheet(sheet) => frame_of_sheet(&document, film, sheet),
                });
                if let Content::Sheet(sheet) = *content {
                    let first_page = Content::Page(document.oversized[sheet as usize].from);
                    prop_assert_eq!(contents.get(frame as usize), Some(&first_page));
                }
            }
            prop_assert_eq!(content_of_frame(&document, film, 0), None);
            prop_assert_eq!(content_of_frame(&document, film, contents.len() as u32 + 1), None);
        }
        for page in (1..).zip(&oversized).filter(|(_, oversized)| !**oversized).map(|(page, _)| page) {
            prop_assert_eq!(frame_of_page(&document, FilmType::Mm35, page), None);
        }
    }
}
