"""What a filter tells cases apart by, spread over a book of the benchmarks: common, rare and very rare values."""

from casebook.store.database import Database

_STATEMENTS = (
    """
    UPDATE case_now SET
        tracks = CASE WHEN case_id % 10 = 0 THEN 'arrangement' WHEN case_id % 33 = 1 THEN 'dispute insolvency'
                      WHEN case_id % 100 = 3 THEN 'agency' WHEN case_id % 5000 = 7 THEN 'estate' ELSE '' END,
        segment = CASE WHEN case_id % 1000 = 5 THEN 'key' WHEN case_id % 3 = 0 THEN 'consumer' ELSE 'business' END,
        neglected = CASE WHEN case_id % 100 = 9 THEN 1 ELSE 0 END,
        to_lead = CASE WHEN case_id % 500 = 9 THEN 1 ELSE 0 END
    """,
    """
    UPDATE cases SET version = version + 1,
        next_kind = CASE WHEN id % 1000 = 11 THEN 'visit' WHEN id % 10 < 4 THEN 'call' WHEN id % 10 < 7 THEN
                    'check_payment' ELSE 'write' END,
        state = CASE WHEN id % 2000 = 13 THEN 'intake' ELSE state END
    """,
    """
    UPDATE cases SET version = version + 1, state = 'closed', closed_on = opened_on, closed_as = 'paid'
    WHERE id IN (SELECT case_id FROM case_now WHERE band = 9)
    """,
    """
    UPDATE claim SET version = version + 1,
        kind = CASE WHEN id % 20000 = 17 THEN 'guarantee' WHEN id % 5 = 0 THEN 'periodic' WHEN id % 10 = 1 THEN
               'consumer_sale' ELSE kind END
    """,
    """
    UPDATE clock_now SET state = CASE WHEN case_id % 200 = 0 AND listed = 'radar' THEN 'unproven' ELSE state END,
        claimed_until = safe_until
    """,
    """
    INSERT INTO address (version, party_id, street, house_number, postcode, city, country, status, source)
    SELECT 1, id, 'Straat', '1', '1000 AA',
        CASE WHEN id % 100000 = 19 THEN 'Muiden' WHEN id % 100 < 8 THEN 'Amsterdam' WHEN id % 100 < 13 THEN 'Den Haag'
             ELSE 'Dorp ' || CAST(id * 7919 % 2500 AS TEXT) END, 'NL', 'presumed', ''
    FROM party
    """,
    """
    INSERT INTO tag (version, case_id, word)
    SELECT 1, case_id, CASE WHEN case_id % 50000 = 20 THEN 'fraude' WHEN case_id % 1000 = 20 THEN 'vip'
                            ELSE 'na-17-uur' END
    FROM case_now WHERE case_id % 20 = 0
    """,
    """
    INSERT INTO contact_point (version, party_id, kind, value, person_name, person_role, best_time)
    SELECT 1, id, CASE WHEN id % 3 = 0 THEN 'mail' ELSE 'phone' END, '', '', '', '' FROM party WHERE id % 10 < 7
    """,
    """
    INSERT INTO hold (version, case_id, reason, from_on, until_on, lifted_on)
    SELECT 1, case_id, 'ziekte', {day}, NULL, CASE WHEN case_id % 1000 = 21 THEN NULL ELSE {day} END
    FROM case_now WHERE case_id % 20 = 1
    """,
)


def vary(database: Database) -> None:
    """Give the cases of a book tracks, tags, addresses, kinds and states, by their number."""
    # SQLite has no days but text.
    day = "DATE '2026-01-01'" if database.is_postgresql else "'2026-01-01'"
    for statement in _STATEMENTS:
        with database.peewee.atomic():
            database.execute(statement.replace("{day}", day))
