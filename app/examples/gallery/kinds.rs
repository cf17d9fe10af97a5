//! Every part once.

use super::*;

pub fn parts_page(theme: Theme) -> AnyView {
    let page = view! {
        <PageHead title="Import plan" aside="repository/2025-11-20, 7,186 files">
            <Button verb="Discard plan"/>
            <Button verb="Apply 2,026" kind=ButtonKind::Primary price=Price::CanBeUndone/>
            <Button verb="Pause" kind=ButtonKind::Quiet/>
            <Button verb="Confirm" refused=Some("evidence is missing".to_string())/>
        </PageHead>
        <div class="stack">
            {glyphs()}
            <StripLegend pieces=vec![Piece::Ends, Piece::Roll, Piece::Spent, Piece::Scrap, Piece::CutOff, Piece::OnShelf, Piece::Forecast]/>
            <Figures>
                <Figure value="1,184".to_string() name="New" href="#".to_string()/>
                <Figure value="5,146".to_string() name="Unchanged" href="#".to_string()/>
                <Figure value="4".to_string() name="Collision" glyph=Drawing::from(Finding::Collision) href="#".to_string()/>
                <Figure value="329".to_string() name="Out of range" glyph=Drawing::from(NumberGlyph::Outside) href="#".to_string()/>
                <Figure value="0".to_string() name="Unexplained gaps" base="of 271 film numbers"/>
            </Figures>
            <Refusal sentence="10000123 is issued: an issued number never becomes free. Reject its film to void it."/>
            <Notice><p>"Six 16 mm rolls wait for the 35 mm roll: their reference sheets print its number."</p></Notice>
            <Notice tone=Tone::Good><p>"The chain of 18,611 entries is whole."</p></Notice>
            <Notice tone=Tone::Warning><p>"Cooling until 01.12.2025: a lathe may still hold the old program."</p></Notice>
            <Notice tone=Tone::Bad><p>"The mirror could not be written. Numbers are safe; check the disk."</p></Notice>
            <Progress label="Import" done=8_640 of=12_031 batches=13 words="batch 9 of 13, 14 s left".to_string()/>
        </div>
        <section class="section">
            <TableCaption heading="Files" count="2,040 of 7,186, worst first".to_string()/>
            <Filters action="/programs/imports/1" set=true>
                <TextField name="q" label="Find" kind=TextKind::Search placeholder="file, number, title"/>
                <SelectField name="size" label="Size" choices=vec![Choice::new("", "any"), Choice::new("6.0", "6.0″")]/>
            </Filters>
            {document_table()}
        </section>
        {decision_form()}
        <section class="section"><Empty title="No temp roll on the shelf." sentence="A temp roll exists once film physically remains."><ButtonLink href="#" word="Go to today"/></Empty></section>
        <section class="section"><Failure title="The list could not be read." sentence="Nothing was stored. Check line 17 and send it again." request="9f3c71d0".to_string()/></section>
        <section class="section"><Loading rows=3/></section>
        <ToastPlace sentence=Some("37 renamed.".to_string())><Button verb="Undo" kind=ButtonKind::Quiet/></ToastPlace>
    };
    shell(theme, "/programs", SyncReport::Offline { since: "10:31".into(), kept: 2 }, page.into_any())
}

/// Every glyph beside its word.
fn glyphs() -> AnyView {
    let locale = locale_of(catalogue::language());
    use NumberGlyph as N;
    use RollGlyph as R;
    use TempRollGlyph as T;
    let numbers = [N::Free, N::Reserved, N::Bound, N::Issued, N::Cooling, N::Void, N::Retired, N::Outside]
        .map(|glyph| view! { <StateWord glyph word=glyph.word(locale)/> })
        .collect_view();
    let rolls =
        [R::Planned, R::Filming, R::Filmed, R::Developed, R::Accepted, R::Delivered, R::Rework, R::Cancelled]
            .map(|glyph| view! { <StateWord glyph word=glyph.word(locale)/> })
            .collect_view();
    let temp_rolls = [T::Forecast, T::OnShelf, T::Loaded, T::Consumed, T::Discarded, T::Lost]
        .map(|glyph| view! { <StateWord glyph word=glyph.word(locale)/> })
        .collect_view();
    let attempts =
        [AttemptGlyph::Planned, AttemptGlyph::Running, AttemptGlyph::Confirmed, AttemptGlyph::Failed]
            .map(|glyph| view! { <StateWord glyph word=glyph.word(locale)/> })
            .collect_view();
    let findings = [Finding::Collision, Finding::Warning]
        .map(|glyph| view! { <StateWord glyph word=glyph.word(locale)/> })
        .collect_view();
    view! {
        <div class="tools">{numbers}</div>
        <div class="tools">{rolls}</div>
        <div class="tools">{temp_rolls}</div>
        <div class="tools">{attempts} {findings}</div>
    }
    .into_any()
}

/// A decision with every kind of field.
fn decision_form() -> AnyView {
    view! {
        <section class="section">
            <h2>"Void 10000123"</h2>
            <form class="form">
                <Consequences sentences=vec!["Film 10000123 keeps its place in the ledger as void.".into(), "104 blips of RRD381-2025 change.".into()]/>
                <TextArea name="reason" label="Reason" refusal=Some("A void number needs a reason.".to_string()) hint="stands in the ledger for ever"/>
                <TextField name="replaced" label="Replaced by" kind=TextKind::Id optional=true value="10000142"/>
                <FileField name="list" label="List" hint="CSV or XLSX: barcode, pages, oversized ranges" accept=".csv"/>
                <CheckField name="destroyed" label="The rejected film is destroyed" checked=true/>
                <CheckField name="keep" label="Keep the number" radio=true checked=true/>
                <CheckField name="keep" label="Void and replace" radio=true/>
                <div class="actions"><Button verb="Void 10000123" kind=ButtonKind::Primary price=Price::CannotBeUndone/><Button verb="Cancel"/></div>
            </form>
            <Decision verb="Void…" price=Price::CannotBeUndone open=true><p>"What will happen."</p></Decision>
        </section>
    }
    .into_any()
}
