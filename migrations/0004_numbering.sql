-- Numbers that follow each other within a project, and a series of test films.

-- The digits projects and sites count in. What was the table of series stays behind its references as that.
alter table series rename to site_digit;

create table series (
    digit bigint primary key check (digit in (1, 2, 3, 9)),
    next bigint not null check (next >= 1)
);

insert into series (digit, next) select digit, next from site_digit;
-- A founded lab gets the series of test films.
insert into series (digit, next) select 9, 1 from lab where settings_version > 0;

alter table site_digit drop column next;
insert into site_digit (digit)
select wanted.digit from (select 1 as digit union all select 2 as digit union all select 3 as digit) wanted
where wanted.digit not in (select digit from site_digit);

-- A reference cannot be turned where it stands, so the holdings are made anew around their rows.
drop index holding_one_number_for_a_roll;
drop index holding_one_number_for_an_attempt;
drop index holding_by_state;
alter table holding rename to holding_before;

create table holding (
    number bigint primary key,
    series bigint not null references series (digit),
    kind text not null check (kind in ('returned', 'reserved', 'bound', 'issued', 'void')),
    roll bigint,
    attempt bigint,
    reason text,
    purpose text,
    project bigint,
    until_at bigint,
    replaced_by bigint,
    since bigint not null,
    held_by text not null,
    entry bigint not null,
    check (kind <> 'issued' or (roll is not null and attempt is not null)),
    check (kind <> 'bound' or attempt is not null),
    check (kind not in ('returned', 'void') or reason is not null)
);

insert into holding (number, series, kind, roll, attempt, reason, purpose, project, until_at, replaced_by, since,
    held_by, entry)
select number, series, kind, roll, attempt, reason, purpose, project, until_at, replaced_by, since,
    held_by, entry from holding_before;

drop table holding_before;

create unique index holding_one_number_for_a_roll on holding (roll) where kind = 'issued';
create unique index holding_one_number_for_an_attempt on holding (attempt) where kind = 'bound';
create index holding_by_state on holding (series, kind, number);
create index holding_of_project on holding (project, kind) where project is not null;
create index holding_with_an_end on holding (until_at) where kind = 'reserved';

alter table project add column consecutive bigint not null default 0 check (consecutive in (0, 1));
alter table project add column test bigint not null default 0 check (test in (0, 1));

-- A project whose numbers do not follow each other: what was in the way, and what was given instead.
create table block_break (
    project bigint not null references project (id),
    entry bigint not null,
    happened bigint not null,
    after_number bigint not null,
    blocked_by bigint not null,
    state text not null check (state in ('free', 'reserved', 'bound', 'issued', 'void')),
    given text not null,
    primary key (project, entry)
);
