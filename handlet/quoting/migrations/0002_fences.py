from django.db import migrations

from handlet.kit.row_security import fence, finder


class Migration(migrations.Migration):
    dependencies = [("quoting", "0001_initial"), ("accounts", "0002_fences")]

    operations = [
        fence("quoting_priceitem"),
        fence("quoting_pricingrule"),
        fence("quoting_quote"),
        fence("quoting_quoteversion"),
        fence("quoting_quoteline"),
        fence("quoting_quotelink"),
        fence("quoting_acceptance"),
        # A customer's link comes before the business is known.
        finder(
            "handlet_find_quote_link",
            "hash bytea",
            "TABLE (business_id uuid, quote_id uuid)",
            "SELECT business_id, quote_id FROM quoting_quotelink WHERE token_hash = hash AND revoked_at IS NULL",
        ),
    ]
