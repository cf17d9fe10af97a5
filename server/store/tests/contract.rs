//! Every promise of the store as a story, told on SQLite and on PostgreSQL.
//!
//! PostgreSQL is the one in `ROLLCALL_TEST_POSTGRES`; each story makes a database of its own there and drops it.

#[path = "contract/after_filming.rs"]
mod after_filming;
#[path = "contract/anomalies.rs"]
mod anomalies;
#[path = "contract/complaints.rs"]
mod complaints;
#[path = "contract/desk.rs"]
mod desk;
#[path = "contract/door.rs"]
mod door;
#[path = "contract/filming.rs"]
mod filming;
#[path = "contract/imports.rs"]
mod imports;
#[path = "contract/keys.rs"]
mod keys;
#[path = "contract/numbering.rs"]
mod numbering;
#[path = "contract/opening.rs"]
mod opening;
#[path = "contract/people.rs"]
mod people;
#[path = "contract/programs.rs"]
mod programs;
#[path = "contract/promises.rs"]
mod promises;
#[path = "contract/racing.rs"]
mod racing;
#[path = "contract/replaying.rs"]
mod replaying;
#[path = "contract/support.rs"]
mod support;
#[path = "contract/tampering.rs"]
mod tampering;

/// Each story twice: in a folder, and in a database of PostgreSQL.
macro_rules! stories {
    ($($module:ident: $($story:ident),+;)+) => {
        mod on_sqlite {
            $(mod $module {
                $(#[tokio::test(flavor = "multi_thread")]
                async fn $story() {
                    crate::$module::$story(crate::support::Place::folder()).await;
                })+
            })+
        }
        mod on_postgres {
            $(mod $module {
                $(#[tokio::test(flavor = "multi_thread")]
                async fn $story() {
                    if let Some(place) = crate::support::Place::database().await {
                        crate::$module::$story(place).await;
                    }
                })+
            })+
        }
    };
}

stories! {
    after_filming:
        a_rejected_film_is_made_again_under_its_number_or_another,
        a_kept_number_is_void_after_all,
        a_roll_names_the_roll_whose_number_it_waits_for,
        a_run_in_quarantine_holds_its_films_back,
        a_reset_project_keeps_its_films_and_plans_the_rest,
        an_abandoned_project_spends_nothing_more_and_can_come_back,
        the_shelf_is_measured_lost_found_and_thrown_away;
    desk:
        everybody_is_told_what_waits_for_them,
        a_planner_is_told_of_changed_lists_and_of_deliveries_to_repeat,
        a_barcode_tells_its_whole_story,
        a_delivery_registered_twice_is_found_from_either_side;
    anomalies:
        the_anomalies_of_the_old_database_are_found;
    complaints:
        a_complaint_leads_to_its_films_and_is_settled,
        a_complaint_about_a_rejected_number_finds_its_film,
        what_a_letter_names_may_be_several_projects,
        yield_counts_rolls_that_took_one_pass;
    filming:
        a_lab_is_founded_once,
        a_list_becomes_filmed_rolls_and_a_delivered_index,
        a_failed_attempt_gives_its_number_and_its_film_back,
        the_best_leftover_is_used_up,
        a_replaced_plan_says_so,
        a_plan_can_be_filmed_in_the_batch_that_made_it,
        every_version_of_the_settings_is_kept,
        who_was_away_is_told_what_happened;
    door:
        a_refusal_changes_nothing,
        a_refusal_does_not_poison_its_batch,
        a_broken_constraint_fails_only_its_own_request,
        a_caller_that_hangs_up_cancels_nothing,
        a_full_queue_says_busy_at_once,
        closing_finishes_what_waits,
        a_stopped_lab_says_so,
        a_stale_decision_is_told_what_changed,
        what_is_considered_leaves_no_trace,
        the_lowest_free_number_goes_first_within_a_batch;
    imports:
        an_old_machines_folder_becomes_part_of_the_ledger,
        a_finding_is_settled_once_and_told_on_its_number,
        a_log_that_fits_a_running_attempt_waits_there;
    keys:
        a_repeated_key_gets_the_first_answer,
        a_key_repeated_in_parallel_has_one_effect,
        a_key_repeated_within_a_batch_has_one_effect,
        a_key_is_known_after_a_restart,
        a_key_used_for_another_command_is_refused,
        a_refused_key_may_be_used_again,
        two_people_may_choose_the_same_key;
    racing:
        one_roll_has_one_winner,
        sixty_four_askers_get_distinct_numbers_without_a_gap,
        a_check_under_load_finds_nothing;
    numbering:
        numbers_of_a_project_follow_each_other_or_say_who_is_in_the_way,
        a_batch_extends_two_blocks_without_taking_a_number_twice,
        test_films_are_numbered_apart,
        what_is_over_goes_back_by_itself,
        every_number_on_no_delivered_film_is_explained;
    opening:
        an_older_lab_is_brought_up_to_date,
        a_lab_is_there_again_after_it_was_closed,
        a_dropped_lab_finishes_what_waits,
        a_write_waits_for_its_turn;
    people:
        the_last_administrator_stays,
        names_are_taken_once,
        a_token_is_made_and_revoked,
        a_new_password_ends_every_session,
        sessions_are_seen_ended_and_forgotten;
    programs:
        a_program_holds_its_number_in_the_same_commit,
        sixty_four_people_ask_for_the_next_number_of_one_range,
        a_full_range_says_where_there_is_room,
        ranges_and_askers_in_one_batch_never_share_a_number,
        an_undone_renumbering_gives_every_byte_back,
        a_program_past_the_door_is_found,
        the_map_shows_every_number_as_it_is_held,
        a_replay_gives_every_program_back;
    promises:
        a_lab_in_work_keeps_every_promise,
        a_write_past_the_door_is_found;
    replaying:
        a_replay_gives_every_table_back,
        a_replay_needs_an_empty_target,
        a_replay_refuses_a_changed_entry;
}
