-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: flag_table
-- title: Makes the table of feature flags, its history, and the trigger that fills it and notifies listeners
-- oldest: 130000
SELECT pg_advisory_xact_lock(hashtext('seawall.feature_flag'));
CREATE SCHEMA IF NOT EXISTS seawall;
CREATE TABLE IF NOT EXISTS seawall.feature_flag (
    key         text PRIMARY KEY CHECK (key ~ '^[A-Za-z_][A-Za-z0-9_]*$'),
    value       text NOT NULL,
    kind        text NOT NULL DEFAULT 'bool' CHECK (kind IN ('bool', 'choice', 'number', 'text')),
    choices     text[] NOT NULL DEFAULT '{}',
    least       bigint,
    most        bigint,
    description text NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS seawall.feature_flag_history (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key        text NOT NULL,
    old_value  text,
    new_value  text,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by text NOT NULL,
    reason     text NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS feature_flag_history_key ON seawall.feature_flag_history (key, id);
CREATE OR REPLACE FUNCTION seawall.feature_flag_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.value = NEW.value AND OLD.key = NEW.key THEN
        RETURN NULL;
    END IF;
    INSERT INTO seawall.feature_flag_history (key, old_value, new_value, changed_by, reason)
    VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD.key ELSE NEW.key END,
            CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE OLD.value END,
            CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE NEW.value END,
            coalesce(nullif(current_setting('seawall.actor', true), ''), session_user),
            coalesce(current_setting('seawall.reason', true), ''));
    PERFORM pg_notify('seawall_feature_flag', CASE WHEN TG_OP = 'DELETE' THEN OLD.key ELSE NEW.key END);
    RETURN NULL;
END
$function$;
DROP TRIGGER IF EXISTS feature_flag_changed ON seawall.feature_flag;
CREATE TRIGGER feature_flag_changed AFTER INSERT OR UPDATE OR DELETE ON seawall.feature_flag
    FOR EACH ROW EXECUTE FUNCTION seawall.feature_flag_changed();
