//! One temp roll (Restfilm): what is left of it, where it lies, and its life.

mod family;

use domain::film::reel::TempRollStage;
use domain::person::Right;
use domain::reason::reason_said;
use domain::view::films::RollLine;
use domain::view::finishing::TempRollView;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use crate::api::finishing::{ChangeTempRoll, read_temp_roll};
use crate::api::lab::Said;
use crate::catalogue::{self, Locale, say};
use crate::frame::frame;
use crate::pages::answer::{CameBack, Done, failed, use_said};
use crate::pages::project::history;
use crate::pages::roll::film_words::film;
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
use crate::parts::decision::Decision;
use crate::parts::empty::Loading;
use crate::parts::facts::{Fact, Facts};
use crate::parts::field::TextField;
use crate::parts::glyph::TempRollGlyph;
use crate::parts::icon::IconName;
use crate::parts::page_head::{Crumb, PageHead, Standing};
use crate::parts::strip::{Piece, Strip, StripPiece, StripSize};

#[component]
pub fn TempRollPage() -> impl IntoView {
    let locale = catalogue::locale();
    let params = use_params_map();
    let tag = Memo::new(move |_| params.read().get("tag").unwrap_or_default());
    let view = Resource::new(move || tag.get(), read_temp_roll);
    let said = use_said();
    let change = ServerAction::<ChangeTempRoll>::new();
    view! {
        <Title text=move || tag.get()/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                match view.await {
                    Ok(view) => whole(view, &said, change),
                    Err(error) => {
                        view! {
                            <PageHead
                                crumbs=vec![Crumb::link("/film-stock", say!(locale, pages.film_stock))]
                                title=say!(locale, finish.temp_roll)
                            />
                            {failed(error)}
                        }
                            .into_any()
                    }
                }
            })}
        </Transition>
    }
}

fn glyph_of(stage: &TempRollStage) -> TempRollGlyph {
    match stage {
        TempRollStage::OnShelf => TempRollGlyph::OnShelf,
        TempRollStage::Loaded { .. } => TempRollGlyph::Loaded,
        TempRollStage::Consumed { .. } => TempRollGlyph::Consumed,
        TempRollStage::Discarded { .. } => TempRollGlyph::Discarded,
        TempRollStage::Lost { .. } => TempRollGlyph::Lost,
    }
}

fn whole(view: TempRollView, said: &Said, change: ServerAction<ChangeTempRoll>) -> AnyView {
    let locale = catalogue::locale();
    let (tag, glyph) = (view.piece.id.label(), glyph_of(&view.piece.stage));
    let crumbs = vec![Crumb::link("/film-stock", say!(locale, pages.film_stock)), Crumb::here(tag.clone())];
    let actions = frame().may(Right::Stock).then(|| actions(&view, said, change));
    view! {
        <PageHead crumbs id=tag.clone() hero=true aside=film(view.piece.film, locale) standing=Standing::new(glyph, glyph.word(locale))/>
        <Done/>
        {strip(&view)}
        {facts(&view)}
        {label(&view)}
        {actions}
        {family::family(&view)}
        {history::section(view.history)}
    }
    .into_any()
}

/// What is left, at the end of its reel.
fn strip(view: &TempRollView) -> AnyView {
    let language = catalogue::language();
    let scale_mm = view.reel_mm.max(view.piece.length_mm);
    let gone = scale_mm - view.piece.length_mm;
    let kind = match view.piece.stage {
        TempRollStage::OnShelf => Piece::OnShelf,
        TempRollStage::Loaded { .. } => Piece::ToCome,
        _ => Piece::CutOff,
    };
    let pieces =
        vec![StripPiece::new(Piece::CutOff, 0, gone), StripPiece::new(kind, gone, view.piece.length_mm)];
    let description = format!("{}, {}", view.piece.id.label(), language.metres(view.piece.length_mm.into()));
    view! { <Strip scale_mm pieces size=StripSize::Tall description/> }.into_any()
}

fn facts(view: &TempRollView) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let roll = |roll: &RollLine| {
        let (href, name) = (format!("/rolls/{}", roll.id), roll.name());
        view! { <a class="mono" href=href>{name}</a> }
    };
    let mut length = language.metres(view.piece.length_mm.into());
    if view.piece.correction_mm != 0 {
        let sign = if view.piece.correction_mm > 0 { "+" } else { "−" };
        let by = language.metres(view.piece.correction_mm.unsigned_abs().into());
        length = format!("{length} ({}: {sign}{by})", say!(locale, finish.measured));
    }
    let place = if view.piece.place.is_empty() { "–" } else { view.piece.place.as_str() };
    let mut facts = vec![
        Fact::new(say!(locale, films.length), length),
        Fact::new(say!(locale, films.usable), language.count(view.usable_frames.into())),
        Fact::new(say!(locale, films.place), place),
        Fact::new(say!(locale, films.reel), view.piece.reel.label()),
    ];
    if let Some(left_by) = &view.left_by {
        facts.push(Fact::view(say!(locale, films.left_by), roll(left_by)));
    }
    if let Some(used_by) = &view.used_by {
        facts.push(Fact::view(say!(locale, finish.used_by), roll(used_by)));
    }
    if let TempRollStage::Discarded { reason } | TempRollStage::Lost { reason } = &view.piece.stage {
        facts.push(Fact::new(say!(locale, finish.reason), reason_said(reason, language)));
    }
    view! { <Facts facts flow=true/> }.into_any()
}

/// The tag, for as long as there is film to hang it on.
fn label(view: &TempRollView) -> Option<AnyView> {
    let href = format!("/download/film/{}/tag.pdf", view.piece.id.label());
    let word = say!(catalogue::locale(), papers.tag);
    view.piece.stage.is_live().then(|| {
        view! {
            <div class="section actions">
                <ButtonLink href=href word=word icon=IconName::Print/>
            </div>
        }
        .into_any()
    })
}

fn actions(view: &TempRollView, said: &Said, change: ServerAction<ChangeTempRoll>) -> AnyView {
    let locale = catalogue::locale();
    let id = view.piece.id.get();
    let act = |way: &'static str| Act { way, id, said: said.of_form(way), change };
    let place = view.piece.place.clone();
    let forms = match view.piece.stage {
        TempRollStage::OnShelf => vec![
            act("place").form(
                locale,
                Price::CanBeUndone,
                vec![("place", say!(locale, films.place), place, true)],
            ),
            act("measure").form(
                locale,
                Price::CanBeUndone,
                vec![
                    ("length", say!(locale, finish.length_m), String::new(), false),
                    ("reason", say!(locale, finish.note), String::new(), true),
                ],
            ),
            act("lost").form(
                locale,
                Price::CanBeUndone,
                vec![("reason", say!(locale, finish.reason), String::new(), false)],
            ),
            act("discard").form(
                locale,
                Price::CannotBeUndone,
                vec![("reason", say!(locale, finish.reason), String::new(), false)],
            ),
        ],
        TempRollStage::Lost { .. } => vec![
            act("found").form(
                locale,
                Price::CanBeUndone,
                vec![("place", say!(locale, films.place), place, true)],
            ),
            act("discard").form(
                locale,
                Price::CannotBeUndone,
                vec![("reason", say!(locale, finish.reason), String::new(), false)],
            ),
        ],
        TempRollStage::Loaded { .. } | TempRollStage::Consumed { .. } | TempRollStage::Discarded { .. } => {
            vec![]
        }
    };
    view! { <div class="decisions">{forms.collect_view()}</div> }.into_any()
}

/// One thing to do with the piece: a button that unfolds what it needs.
struct Act {
    way: &'static str,
    id: u64,
    said: Said,
    change: ServerAction<ChangeTempRoll>,
}

/// Name, label, value, and whether it may be left empty.
type Field = (&'static str, &'static str, String, bool);

impl Act {
    fn verbs(&self, locale: Locale) -> (&'static str, &'static str) {
        match self.way {
            "place" => (say!(locale, finish.place_more), say!(locale, finish.place_it)),
            "measure" => (say!(locale, finish.measure_more), say!(locale, finish.measure_it)),
            "lost" => (say!(locale, finish.lost_more), say!(locale, finish.lost_it)),
            "found" => (say!(locale, finish.found_more), say!(locale, finish.found_it)),
            _ => (say!(locale, finish.discard_more), say!(locale, finish.discard_it)),
        }
    }

    fn form(self, locale: Locale, price: Price, fields: Vec<Field>) -> AnyView {
        let (more, act) = self.verbs(locale);
        let Self { way, id, said, change } = self;
        let open = !said.sentence.is_empty();
        let fields = fields
            .into_iter()
            .map(|(name, label, value, optional)| {
                let value = said.field_or(name, value);
                view! { <TextField name label value optional of=way/> }
            })
            .collect_view();
        view! {
            <Decision verb=more price open>
                <ActionForm action=change attr:class="form">
                    <CameBack form=way said/>
                    <input type="hidden" name="temp_roll" value=id.to_string()/>
                    <input type="hidden" name="way" value=way/>
                    {fields}
                    <div class="actions"><Button verb=act kind=ButtonKind::Primary/></div>
                </ActionForm>
            </Decision>
        }
        .into_any()
    }
}
