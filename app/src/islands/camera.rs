//! The roll in the camera, alive: frames left, time left, the reel, and the calls as the end comes nearer. What the
//! operator reads off the counter goes into the address; nothing else is kept in the browser.

use domain::film::attempt::Loaded;
use domain::id::RollId;
use domain::time::Timestamp;
use domain::view::camera::{Call, Counter, InCamera};
use domain::words::Language;
use leptos::ev::SubmitEvent;
use leptos::html::{Input, P};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::seconds_counted;
use crate::catalogue::{self, Locale, fill, say};
use crate::pages::roll::film_words::length_of_time;
use crate::pages::today::filming::{reel, time_or_day};
use crate::parts::format::Reading;

/// The roll in the camera. Without a script it shows how things stood when the page was made, and its form works.
#[island]
pub fn FilmingNow(
    roll: RollId,
    camera: InCamera,
    loaded: Loaded,
    started: Timestamp,
    /// When the page was made.
    at: Timestamp,
    /// The last reading of the counter.
    counter: Option<Counter>,
    /// What was typed and could not be read.
    typed: String,
    may_film: bool,
    language: Language,
) -> impl IntoView {
    catalogue::provide_language(language);
    let locale = catalogue::locale_of(language);
    let place = NodeRef::<P>::new();
    let stands = move || place.get_untracked().is_none_or(|place| place.is_connected());
    let counted = seconds_counted(stands);
    let begun = u64::try_from(at.seconds_since(started)).unwrap_or_default();
    let elapsed = Signal::derive(move || begun + counted.get());
    let counter = RwSignal::new(counter);
    let pace = Memo::new(move |_| camera.pace(counter.get(), elapsed.get()));
    let call = Memo::new(move |_| pace.get().call());
    let done = Memo::new(move |_| pace.get().done);
    call_out(call, locale);
    let when = move || {
        let pace = pace.get();
        let end = i64::try_from(pace.ends).unwrap_or_default();
        let end = time_or_day(started.plus_seconds(end), at, language);
        if pace.seconds_left == 0 {
            return fill(say!(locale, camera.due_since), &[&end]);
        }
        fill(say!(locale, camera.done_at), &[&length_of_time(pace.seconds_left, language), &end])
    };
    let by = move || source(counter.get(), &camera, started, language, locale);
    let form = may_film.then(|| counter_form(roll, camera, counter, elapsed, typed, locale));
    view! {
        <p class="film-call" data-call=move || code(call.get()) aria-live="assertive" node_ref=place>
            {move || sentence(call.get(), locale)}
        </p>
        <div class="filming-left">
            <span class="filming-label">{say!(locale, films.left)}</span>
            <span class="filming-figure">{move || language.count(pace.get().left.into())}</span>
            <div class="filming-ends"><span>{say!(locale, films.left_frames)}</span><span>{when}</span></div>
        </div>
        <div class="filming-reel">
            {move || reel(&camera.scale, camera.planned, &loaded, done.get(), language)}
        </div>
        <div class="film-counter">
            <p class="film-by">{by}</p>
            {form}
        </div>
    }
}

/// Says each call once, when it comes: in the title, and for `live.js`, which may sound it. The region that speaks is
/// in the page; a call that stood when the page was opened is not said again.
fn call_out(call: Memo<Call>, locale: Locale) {
    // Runs in the browser only; title and sound are things of the world outside.
    Effect::new(move |before: Option<(Call, String)>| {
        let document = document();
        let now = call.get();
        let (known, title) = before.unwrap_or_else(|| (now, document.title()));
        if now == Call::None {
            document.set_title(&title);
        } else {
            let short = title_of(now, locale).unwrap_or_default();
            document.set_title(&format!("{short} – {title}"));
        }
        if now > known
            && let Ok(event) = web_sys::Event::new("rollcall-call")
        {
            let _ = window().dispatch_event(&event);
        }
        (now, title)
    });
}

fn counter_form(
    roll: RollId,
    camera: InCamera,
    counter: RwSignal<Option<Counter>>,
    elapsed: Signal<u64>,
    typed: String,
    locale: Locale,
) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    let submit = move |event: SubmitEvent| {
        let Some(input) = field.get_untracked() else { return };
        let step = event.submitter().and_then(|button| button.get_attribute("value")).unwrap_or_default();
        let read = camera.read(&input.value(), &step, counter.get_untracked(), elapsed.get_untracked());
        // What cannot be read goes to the server, which says why.
        if let Ok(read) = read {
            event.prevent_default();
            counter.set(Some(read));
            input.set_value("");
            let _ = input.blur();
            let address = format!("?counted={}", read.text());
            if let Ok(history) = window().history() {
                let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
            }
        }
    };
    let step = |step: &'static str| {
        view! { <button type="submit" class="button" name="step" value=step>{step.replace('-', "−")}</button> }
    };
    view! {
        <form method="post" action="/api/note_counter" class="film-count" on:submit=submit>
            <input type="hidden" name="roll" value=roll.to_string()/>
            <input
                type="hidden"
                name="counted"
                value=move || counter.get().map(|counter| counter.text()).unwrap_or_default()
            />
            <label class="label" for="field-counter">{say!(locale, camera.counter)}</label>
            <input
                class="input"
                id="field-counter"
                name="frames"
                type="text"
                inputmode="numeric"
                enterkeyhint="done"
                autocomplete="off"
                value=typed
                node_ref=field
            />
            <button type="submit" class="button" name="step" value="">{say!(locale, camera.take)}</button>
            {["-10", "-1", "+1", "+10"].map(step)}
        </form>
    }
}

/// Where the figure comes from: it is an estimate, and says so.
fn source(
    counter: Option<Counter>,
    camera: &InCamera,
    started: Timestamp,
    language: Language,
    locale: Locale,
) -> String {
    let reading = Reading::utc(language);
    let thousandths = camera.scale.frames_per_1000_s;
    let rate = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    let rate = rate.trim_end_matches('0').trim_end_matches('.');
    let rate = language.pick(rate.replace('.', ","), rate.to_owned());
    match counter {
        None => fill(say!(locale, camera.by_clock), &[&rate]),
        Some(counter) => {
            let at = started.plus_seconds(i64::try_from(counter.second).unwrap_or_default());
            let frames = language.count(counter.frames.into());
            fill(say!(locale, camera.by_counter), &[&frames, &reading.time(at), &rate])
        }
    }
}

const fn code(call: Call) -> Option<&'static str> {
    match call {
        Call::None => None,
        Call::Prepare => Some("prepare"),
        Call::Twenty | Call::Ten | Call::Five => Some("near"),
        Call::Due => Some("due"),
    }
}

fn sentence(call: Call, locale: Locale) -> String {
    let most = |frames| fill(say!(locale, camera.call_most), &[frames]);
    match call {
        Call::None => String::new(),
        Call::Prepare => say!(locale, camera.call_prepare).to_owned(),
        Call::Twenty => most("20"),
        Call::Ten => most("10"),
        Call::Five => most("5"),
        Call::Due => say!(locale, camera.call_due).to_owned(),
    }
}

/// The call as the window's title says it, for whoever looks at another window.
fn title_of(call: Call, locale: Locale) -> Option<String> {
    let most = |frames| Some(fill(say!(locale, camera.title_most), &[frames]));
    match call {
        Call::None => None,
        Call::Prepare => Some(say!(locale, camera.title_prepare).to_owned()),
        Call::Twenty => most("20"),
        Call::Ten => most("10"),
        Call::Five => most("5"),
        Call::Due => Some(say!(locale, camera.title_due).to_owned()),
    }
}
