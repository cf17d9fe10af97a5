//! Taking stock (Inventur): scan or type every tag in hand; what should lie there and was not is reported lost.

use domain::person::Right;
use domain::view::films::Stock;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::api::films::read_stock;
use crate::api::finishing::TakeStock;
use crate::api::lab::Said;
use crate::catalogue::{self, fill, say};
use crate::frame::frame;
use crate::islands::ScannedTags;
use crate::pages::answer::{CameBack, Done, failed, use_said};
use crate::parts::button::{Button, ButtonKind, Price};
use crate::parts::empty::Loading;
use crate::parts::field::{TextArea, TextField};
use crate::parts::notice::Notice;
use crate::parts::page_head::{Crumb, PageHead};

#[component]
pub fn StockTaking() -> impl IntoView {
    let locale = catalogue::locale();
    let stock = Resource::new(|| (), |()| read_stock(None));
    let said = use_said();
    let take = ServerAction::<TakeStock>::new();
    view! {
        <Title text=say!(locale, films.take_stock)/>
        <PageHead
            crumbs=vec![
                Crumb::link("/film-stock", say!(locale, pages.film_stock)),
                Crumb::here(say!(locale, films.take_stock)),
            ]
            title=say!(locale, films.take_stock)
            aside=say!(locale, finish.stock_is)
        />
        <Done/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                stock.await.map_or_else(failed, |stock| whole(&stock, &said, take))
            })}
        </Transition>
    }
}

fn whole(stock: &Stock, said: &Said, take: ServerAction<TakeStock>) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    if !frame().may(Right::Stock) {
        return view! { <Notice><p>{say!(locale, finish.stock_only)}</p></Notice> }.into_any();
    }
    let said = said.of_form("stock");
    let (place, tags) = (said.field("place"), said.field("tags"));
    let expected: Vec<_> = stock.shelf.iter().filter(|piece| !piece.lost).collect();
    let there = expected.iter().map(|piece| piece.id).collect::<Vec<_>>();
    let heading = fill(say!(locale, finish.expected), &[&language.count(expected.len() as u64)]);
    let rows = expected
        .into_iter()
        .map(|piece| {
            let (tag, place) = (piece.id.label(), piece.place.clone());
            let length = language.metres(piece.length_mm.into());
            view! { <li><a class="mono" href=format!("/film/{tag}")>{tag.clone()}</a> {format!(" {length} {place}")}</li> }
        })
        .collect_view();
    view! {
        <div class="stock-taking">
            <ActionForm action=take attr:class="form">
                <CameBack form="stock" said/>
                <TextField name="place" label=say!(locale, films.place) value=place hint=say!(locale, finish.stock_place_hint) optional=true/>
                <ScannedTags expected=there language>
                    <TextArea
                        name="tags"
                        label=say!(locale, finish.tags)
                        value=tags
                        hint=say!(locale, finish.tags_hint)
                        optional=true
                        scanned=true
                    />
                </ScannedTags>
                <div class="actions">
                    <Button
                        verb=say!(locale, finish.count_stock)
                        kind=ButtonKind::Primary
                        price=Price::Words(say!(locale, finish.stock_price).to_owned())
                    />
                </div>
            </ActionForm>
            <section aria-labelledby="expected-title">
                <h2 id="expected-title">{heading}</h2>
                <ul class="run-rolls">{rows}</ul>
            </section>
        </div>
    }
    .into_any()
}
