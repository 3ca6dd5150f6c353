from django.db import migrations

from handlet.kit.row_security import fence

GROWS_ONLY = """
CREATE FUNCTION handlet_grows_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The table % only grows.', TG_TABLE_NAME;
END $$
"""


def only_grows(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        sql=[
            f'CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION handlet_grows_only()",
            f'CREATE TRIGGER never_emptied BEFORE TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION handlet_grows_only()",
        ],
        reverse_sql=[f'DROP TRIGGER only_grows ON "{table}"', f'DROP TRIGGER never_emptied ON "{table}"'],
    )


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_ledger_and_cases")]

    operations = [
        fence("privacy_consentrecord"),
        fence("privacy_consentevidence"),
        fence("privacy_tombstone"),
        fence("privacy_rightscase"),
        fence("privacy_caseevent"),
        fence("privacy_erasurecertificate"),
        migrations.RunSQL(GROWS_ONLY, "DROP FUNCTION handlet_grows_only"),
        only_grows("privacy_consentrecord"),
        only_grows("privacy_notice"),
    ]
