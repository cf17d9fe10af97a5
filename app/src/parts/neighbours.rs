//! The numbers beside a number, in their place, with the blocks they were set aside in.

use leptos::prelude::*;

use crate::{
    catalogue::{self, say},
    parts::glyph::{Drawing, Glyph},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    pub number: String,
    pub href: String,
    pub glyph: Drawing,
    /// The state's word, for those who listen and for the tooltip.
    pub word: String,
}

/// Neighbours that were set aside together; without a name they belong to no block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeighbourBlock {
    pub name: String,
    pub numbers: Vec<Neighbour>,
}

#[component]
pub fn Neighbours(
    blocks: Vec<NeighbourBlock>,
    /// The number this page is about.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    let groups = blocks
        .into_iter()
        .map(|block| {
            let holds_here = block.numbers.iter().any(|neighbour| neighbour.number == here);
            let name = (!block.name.is_empty()).then(|| {
                let full = block.name.clone();
                view! { <span class="neighbours-name" title=full><span>{block.name}</span></span> }
            });
            let numbers = block.numbers.into_iter().map(|neighbour| draw(neighbour, &here)).collect_view();
            view! { <div class="neighbours-block" data-here=holds_here.then_some("")>{name} {numbers}</div> }
        })
        .collect_view();
    view! {
        <nav class="neighbours" aria-label=say!(catalogue::locale(), number.neighbours)>
            <div class="neighbours-row">{groups}</div>
        </nav>
    }
}

/// A neighbour shows its last three digits; its full number and state are its name.
fn draw(neighbour: Neighbour, here: &str) -> AnyView {
    let is_here = neighbour.number == here;
    let full = format!("{}, {}", neighbour.number, neighbour.word);
    let tail_from = neighbour.number.len().saturating_sub(3);
    let tail = neighbour.number.get(tail_from..).unwrap_or_default().to_owned();
    view! {
        <a class="neighbour" href=neighbour.href aria-current=is_here.then_some("page") aria-label=full.clone() title=full>
            <Glyph of=neighbour.glyph/>
            <span>{tail}</span>
        </a>
    }
    .into_any()
}
