-- To whom an index was handed over, with which numbers, and its rows as they were sent.
alter table delivery add column recipients text not null default '';
alter table delivery add column numbers text not null default '[]';

-- Beside the delivery and not in it: a list of deliveries does not read what each of them held.
create table sent (
    delivery bigint primary key references delivery (id),
    body text not null
);
