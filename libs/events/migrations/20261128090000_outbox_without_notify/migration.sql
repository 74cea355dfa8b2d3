-- The process that commits events wakes its own relay. A NOTIFY made all commits of the cluster wait for each other.
-- A relay of the previous release finds new rows with its poll, within a second.
drop trigger outbox_notify on outbox;
drop function outbox_notify();
