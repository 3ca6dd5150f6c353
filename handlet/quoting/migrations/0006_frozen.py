from django.db import migrations

VERSION = (
    "business_id quote_id version kind seen valid_until customer_kind customer_vat_registered customer_reports_cis "
    "customer_end_user nation vat_registered assumed_tax_point reverse_charge cis_percent discount_percent discount_pounds "
    "start_from start_until deposit_kind deposit_percent deposit_pounds payment_days contract_setting paperwork "
    "urgent_repair with_goods credentials net_pence vat_pence gross_pence low_pence high_pence deposit_pence created_at "
    "issued_at document_hash terms_hash notice_version"
).split()
VERSION_SEALED = (
    "kind_reason details end_user_statement stages paperwork_reason urgent_reason frozen pdf_blob"
).split()
LINE = (
    "business_id version_id position kind quantity unit unit_price includes_vat discount_percent low_quantity "
    "high_quantity low_unit_price high_unit_price vat_treatment vat_rate optional chosen origin price_item_version removed_at"
).split()
LINE_SEALED = "description vat_reason vat_evidence customer_words".split()
SECTION = "business_id version_id position".split()
SECTION_SEALED = "title note".split()
ACCEPTANCE = (
    "business_id version_id method place document_hash terms_hash notice_version chosen gross_pence net_pence vat_pence "
    "deposit_pence vat_rows early_start honoured_after_expiry form_key at"
).split()
ACCEPTANCE_SEALED = "name relation ticks evidence shown_text".split()


def differ(columns):
    """SQL: one of these columns would change."""
    old = ", ".join(f"OLD.{name}" for name in columns)
    new = ", ".join(f"NEW.{name}" for name in columns)
    return f"ROW({old}) IS DISTINCT FROM ROW({new})"


def changed(plain, sealed):
    """SQL: what was offered would change. Sealed content may be sealed anew under another key: the law keeps, the key goes."""
    return f"({differ(plain)}) OR (OLD.key_id = NEW.key_id AND {differ(sealed)})"


def function(name, body):
    # The owner of the tables reads the state of a version whoever asks; the search path is fixed.
    return migrations.RunSQL(
        sql=(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
            f"SET search_path = public, pg_temp AS $frozen$ BEGIN {body} END $frozen$"
        ),
        reverse_sql=f"DROP FUNCTION {name}",
    )


def trigger(name, table, when, function, deferred=False):
    kind = "CONSTRAINT TRIGGER" if deferred else "TRIGGER"
    how = "DEFERRABLE INITIALLY DEFERRED " if deferred else ""
    return migrations.RunSQL(
        sql=f"CREATE {kind} {name} {when} ON {table} {how}FOR EACH ROW EXECUTE FUNCTION {function}()",
        reverse_sql=f"DROP TRIGGER {name} ON {table}",
    )


REFUSE = "RAISE EXCEPTION 'An issued quote does not change: %', {what} USING ERRCODE = 'restrict_violation';"


def part(name, plain, sealed):
    """A row that belongs to a version: neither added, changed nor taken away once that was issued."""
    refuse = REFUSE.format(what=f"'{name}'")
    return function(
        f"handlet_{name}_frozen",
        f"""
        IF EXISTS (SELECT FROM quoting_quoteversion
                   WHERE id = NEW.version_id AND state NOT IN ('draft', 'ready')) THEN
            IF TG_OP = 'INSERT' THEN {refuse} END IF;
            IF {changed(plain, sealed)} THEN {refuse} END IF;
        ELSIF TG_OP = 'UPDATE' AND OLD.version_id <> NEW.version_id THEN {refuse}
        END IF;
        RETURN NEW;
        """,
    )


class Migration(migrations.Migration):
    dependencies = [("quoting", "0005_quotes_that_stand_up")]

    operations = [
        function(
            "handlet_version_frozen",
            f"""
            IF OLD.state IN ('draft', 'ready') THEN RETURN NEW; END IF;
            IF NEW.state IN ('draft', 'ready') THEN
                -- Undo within the pause, before the message left and anybody had seen it.
                IF OLD.state = 'issued' AND OLD.opened_at IS NULL THEN RETURN NEW; END IF;
                {REFUSE.format(what="'state'")}
            END IF;
            IF {changed(VERSION, VERSION_SEALED)} THEN {REFUSE.format(what="'version'")} END IF;
            RETURN NEW;
            """,
        ),
        trigger("frozen", "quoting_quoteversion", "BEFORE UPDATE", "handlet_version_frozen"),
        part("line", LINE, LINE_SEALED),
        trigger("frozen", "quoting_quoteline", "BEFORE INSERT OR UPDATE", "handlet_line_frozen"),
        part("section", SECTION, SECTION_SEALED),
        trigger("frozen", "quoting_quotesection", "BEFORE INSERT OR UPDATE", "handlet_section_frozen"),
        # A line goes with its version, never alone; which it is, is known at the end of the transaction.
        function(
            "handlet_part_gone",
            f"""
            IF EXISTS (SELECT FROM quoting_quoteversion
                       WHERE id = OLD.version_id AND state NOT IN ('draft', 'ready')) THEN
                {REFUSE.format(what="'a part was deleted'")}
            END IF;
            RETURN NULL;
            """,
        ),
        trigger("gone", "quoting_quoteline", "AFTER DELETE", "handlet_part_gone", deferred=True),
        trigger("gone", "quoting_quotesection", "AFTER DELETE", "handlet_part_gone", deferred=True),
        function(
            "handlet_acceptance_frozen",
            f"""
            IF {changed(ACCEPTANCE, ACCEPTANCE_SEALED)}
               OR (OLD.reversed_at IS NOT NULL AND NEW.reversed_at IS DISTINCT FROM OLD.reversed_at) THEN
                {REFUSE.format(what="'acceptance'")}
            END IF;
            RETURN NEW;
            """,
        ),
        trigger("frozen", "quoting_acceptance", "BEFORE UPDATE", "handlet_acceptance_frozen"),
    ]
