from django.db import migrations

from handlet.kit.row_security import BUSINESS, USER, fence, finder


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        fence(
            "accounts_membership",
            f"business_id = {BUSINESS} OR user_id = {USER}",
            write=f"business_id = {BUSINESS}",
        ),
        fence(
            "accounts_business",
            f"id = {BUSINESS} OR id IN (SELECT business_id FROM accounts_membership WHERE user_id = {USER})",
            write=f"id = {BUSINESS}",
        ),
        fence("accounts_businessprofile"),
        fence("accounts_credential"),
        fence("accounts_apitoken"),
        fence("accounts_securityevent", f"user_id = {USER}", write="true"),
        finder(
            "handlet_find_api_token",
            "hash bytea",
            "TABLE (business_id uuid, membership_id uuid)",
            "SELECT business_id, membership_id FROM accounts_apitoken WHERE token_hash = hash AND revoked_at IS NULL",
        ),
        finder(
            "handlet_find_business",
            "wanted text",
            "uuid",
            "SELECT id FROM accounts_business WHERE slug = wanted AND closing_at IS NULL",
        ),
        finder("handlet_all_businesses", "", "SETOF uuid", "SELECT id FROM accounts_business ORDER BY id"),
    ]
