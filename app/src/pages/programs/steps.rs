//! What may be done with a program or its number now; each decision says its price before it is taken.

use domain::person::Right;
use domain::program::{Program, ProgramNumber, ProgramStage, ProgramState};
use domain::view::programs::story::ProgramStory;
use leptos::form::ActionForm;
use leptos::prelude::*;

use crate::api::lab::Said;
use crate::api::program_steps::{
    DeleteProgram, DescribeProgram, ReleaseProgramNumber, RenumberProgram, RestoreProgram,
    RetireProgramNumber, UndoProgram,
};
use crate::catalogue::{self, fill, say};
use crate::command_form::SeenField;
use crate::frame::frame;
use crate::pages::answer::CameBack;
use crate::parts::button::{Button, ButtonKind, Price};
use crate::parts::decision::{Consequences, Decision};
use crate::parts::field::{CheckField, TextArea, TextField, TextKind};

pub fn decisions(story: &ProgramStory, said: &Said) -> AnyView {
    if !frame().may(Right::Program) {
        return ().into_any();
    }
    let program = story.program.as_ref().map(|file| &file.program);
    let of_program = program.map(|program| match (&program.stage, story.number) {
        (ProgramStage::Live, Some(number)) => view! {
            {renumber(program, number, said)}
            {describe(program, said)}
            {delete(program, number, said)}
            {undo(program, said)}
        }
        .into_any(),
        (ProgramStage::Trashed { .. }, _) => {
            view! { {restore(program, said)} {undo(program, said)} }.into_any()
        }
        (ProgramStage::Live | ProgramStage::Purged { .. }, _) => ().into_any(),
    });
    let of_number = story.number.filter(|_| program.is_none()).map(|number| match story.state {
        ProgramState::Reserved => view! { {release(number, said)} {retire(number, said)} }.into_any(),
        ProgramState::Free | ProgramState::Cooling => retire(number, said),
        ProgramState::InUse | ProgramState::Retired => ().into_any(),
    });
    view! { <div class="actions">{of_program}{of_number}</div> }.into_any()
}

fn renumber(program: &Program, number: ProgramNumber, said: &Said) -> AnyView {
    let locale = catalogue::locale();
    let said = said.of_form("renumber");
    let open = !said.sentence.is_empty();
    let (to, reason, follow) = (said.field("to"), said.field("reason"), said.field_or("follow", "true"));
    let id = program.id.get();
    view! {
        <Decision verb=say!(locale, programs.renumber_more) price=Price::CanBeUndone open>
            <ActionForm action={ServerAction::<RenumberProgram>::new()} attr:class="form">
                <Consequences sentences=vec![
                    say!(locale, programs.renumber_line).to_owned(),
                    fill(say!(locale, programs.number_rests), &[&number.to_string()]),
                ]/>
                <CameBack form="renumber" said/>
                <input type="hidden" name="program" value=id/>
                <input type="hidden" name="from" value=number.to_string()/>
                <TextField name="to" value=to label=say!(locale, programs.new_number) kind=TextKind::Id optional=true hint=say!(locale, programs.new_number_hint)/>
                <CheckField name="follow" label=say!(locale, programs.follow) checked={follow == "true"}/>
                <TextField name="reason" of="renumber" value=reason label=say!(locale, numbers.reason)/>
                <div class="actions"><Button verb=say!(locale, programs.renumber) kind=ButtonKind::Primary price=Price::CanBeUndone/></div>
            </ActionForm>
        </Decision>
    }
    .into_any()
}

fn describe(program: &Program, said: &Said) -> AnyView {
    let locale = catalogue::locale();
    let said = said.of_form("describe");
    let open = !said.sentence.is_empty();
    let size = said.field_or("size", program.manual_size.map(|size| size.to_string()).unwrap_or_default());
    let notes = said.field_or("notes", program.notes.clone());
    let (id, revision) = (program.id.get(), program.revision);
    view! {
        <Decision verb=say!(locale, programs.describe_more) price=Price::CanBeUndone open>
            <ActionForm action={ServerAction::<DescribeProgram>::new()} attr:class="form">
                <CameBack form="describe" said/>
                <input type="hidden" name="program" value=id/>
                <SeenField revision/>
                <TextField name="size" value=size label=say!(locale, programs.size) optional=true hint=say!(locale, programs.size_hint)/>
                <TextArea name="notes" value=notes label=say!(locale, programs.notes) optional=true/>
                <div class="actions"><Button verb=say!(locale, programs.describe) kind=ButtonKind::Primary/></div>
            </ActionForm>
        </Decision>
    }
    .into_any()
}

fn delete(program: &Program, number: ProgramNumber, said: &Said) -> AnyView {
    let locale = catalogue::locale();
    let said = said.of_form("delete");
    let open = !said.sentence.is_empty();
    let reason = said.field("reason");
    let (id, revision) = (program.id.get(), program.revision);
    view! {
        <Decision verb=say!(locale, programs.delete_more) price=Price::CanBeUndone open>
            <ActionForm action={ServerAction::<DeleteProgram>::new()} attr:class="form">
                <Consequences sentences=vec![
                    say!(locale, programs.delete_trash).to_owned(),
                    fill(say!(locale, programs.number_rests), &[&number.to_string()]),
                ]/>
                <CameBack form="delete" said/>
                <input type="hidden" name="program" value=id/>
                <SeenField revision/>
                <TextField name="reason" of="delete" value=reason label=say!(locale, numbers.reason)/>
                <div class="actions"><Button verb=fill(say!(locale, programs.delete), &[&number.to_string()]) kind=ButtonKind::Primary price=Price::AsksAReason/></div>
            </ActionForm>
        </Decision>
    }
    .into_any()
}

fn restore(program: &Program, said: &Said) -> AnyView {
    let locale = catalogue::locale();
    let said = said.of_form("restore");
    let open = !said.sentence.is_empty();
    let number = said.field("number");
    let id = program.id.get();
    view! {
        <Decision verb=say!(locale, programs.restore_more) price=Price::CanBeUndone open>
            <ActionForm action={ServerAction::<RestoreProgram>::new()} attr:class="form">
                <CameBack form="restore" said/>
                <input type="hidden" name="program" value=id/>
                <TextField name="number" value=number label=say!(locale, programs.new_number) kind=TextKind::Id optional=true hint=say!(locale, programs.restore_hint)/>
                <div class="actions"><Button verb=say!(locale, programs.restore) kind=ButtonKind::Primary price=Price::CanBeUndone/></div>
            </ActionForm>
        </Decision>
    }
    .into_any()
}

/// The last entry that changed the program is taken back; where something stands in the way, the refusal says what.
fn undo(program: &Program, said: &Said) -> AnyView {
    let locale = catalogue::locale();
    let said = said.of_form("undo");
    let (id, entry) = (program.id.get(), program.revision);
    view! {
        <ActionForm action={ServerAction::<UndoProgram>::new()} attr:class="form-line">
            <CameBack form="undo" said/>
            <input type="hidden" name="program" value=id/>
            <input type="hidden" name="entry" value=entry/>
            <Button verb=fill(say!(locale, programs.undo), &[&catalogue::language().count(entry)])/>
        </ActionForm>
    }
    .into_any()
}

fn release(number: ProgramNumber, said: &Said) -> AnyView {
    let locale = catalogue::locale();
    let said = said.of_form("release");
    let open = !said.sentence.is_empty();
    let reason = said.field("reason");
    let number = number.to_string();
    view! {
        <Decision verb=say!(locale, numbers.release_more) price=Price::AsksAReason open>
            <ActionForm action={ServerAction::<ReleaseProgramNumber>::new()} attr:class="form">
                <CameBack form="release" said/>
                <input type="hidden" name="number" value=number.clone()/>
                <TextField name="reason" of="release" value=reason label=say!(locale, numbers.reason)/>
                <div class="actions"><Button verb=fill(say!(locale, numbers.release_number), &[&number]) kind=ButtonKind::Primary price=Price::AsksAReason/></div>
            </ActionForm>
        </Decision>
    }
    .into_any()
}

fn retire(number: ProgramNumber, said: &Said) -> AnyView {
    let locale = catalogue::locale();
    let said = said.of_form("retire");
    let open = !said.sentence.is_empty();
    let reason = said.field("reason");
    let number = number.to_string();
    view! {
        <Decision verb=say!(locale, programs.retire_more) price=Price::CannotBeUndone open>
            <ActionForm action={ServerAction::<RetireProgramNumber>::new()} attr:class="form">
                <Consequences sentences=vec![fill(say!(locale, programs.retire_never), &[&number])]/>
                <CameBack form="retire" said/>
                <input type="hidden" name="number" value=number.clone()/>
                <TextField name="reason" of="retire" value=reason label=say!(locale, numbers.reason)/>
                <div class="actions"><Button verb=fill(say!(locale, programs.retire), &[&number]) kind=ButtonKind::Primary price=Price::CannotBeUndone/></div>
            </ActionForm>
        </Decision>
    }
    .into_any()
}
