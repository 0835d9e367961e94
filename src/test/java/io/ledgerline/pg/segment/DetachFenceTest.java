package io.ledgerline.pg.segment;

import static io.ledgerline.pg.segment.Detachments.ARCHIVE;
import static io.ledgerline.pg.segment.Detachments.announce;
import static io.ledgerline.pg.segment.Detachments.detach;
import static io.ledgerline.pg.segment.Detachments.detaching;
import static io.ledgerline.pg.segment.Detachments.id;
import static io.ledgerline.pg.segment.Detachments.owner;
import static io.ledgerline.pg.segment.Detachments.sealed;
import static io.ledgerline.pg.segment.Detachments.superuser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.pg.TestPostgres;
import io.ledgerline.segment.Detaching;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/// What PostgreSQL refuses of detaching, to the role of the service and to the owner of the tables.
class DetachFenceTest {

  private static final TestPostgres POSTGRES = TestPostgres.get();

  @Test
  void theRoleOfTheServiceMayNotDetach() throws SQLException {
    // Given
    SegmentedLog log = sealed(105, 300);
    announce(log, 0);
    try (Connection app = POSTGRES.asApp()) {

      // When
      Throwable refusal = catchThrowable(() -> detach(app, id(log), 0));

      // Then
      assertThat(refusal).hasMessageContaining("permission denied for function detach_segment");
    }
  }

  @Test
  void theOwnerIsRefusedWhileSomethingIsMissing() throws SQLException {
    // Given
    SegmentedLog log = sealed(106, 600);

    // When
    Throwable unannounced = catchThrowable(() -> owner(log, 0));
    Throwable unsealed = catchThrowable(() -> owner(log, 2));
    long recordedBy = announce(log, 0);
    Throwable uncovered = catchThrowable(() -> owner(log, 0));
    log.ledger().publish().await().indefinitely();
    superuser(
        "INSERT INTO ledger.hold (log_id, hold_id, matter, first_index, last_index)"
            + " VALUES ('%s', gen_random_uuid(), 'case-1', 250, 300)".formatted(id(log)));
    Throwable held = catchThrowable(() -> owner(log, 0));
    Detaching.Outcome second =
        detaching(log).announce(1, ARCHIVE, "officer").await().indefinitely();
    Detaching.Outcome first = detaching(log).announce(0, ARCHIVE, "officer").await().indefinitely();

    // Then
    assertThat(unannounced).hasMessageContaining("no entry announces that segment 0 is kept");
    assertThat(unsealed).hasMessageContaining("segment 2 is not sealed");
    assertThat(uncovered).hasMessageContaining("no checkpoint covers entry " + recordedBy);
    assertThat(held).hasMessageContaining("is in force on segment 0");
    assertThat(second).isEqualTo(new Detaching.Outcome.NotOldest(0));
    assertThat(first).isInstanceOf(Detaching.Outcome.Held.class);
    assertThat(log.ledger().entry(5).await().indefinitely()).isPresent();
  }

  @Test
  void theFenceLetsTheOwnerDropNothingButWhatIsDetached() throws SQLException {
    // Given
    SegmentedLog log = sealed(107, 600);
    announce(log, 0);
    log.ledger().publish().await().indefinitely();
    String suffix = id(log).toString().replace("-", "") + "_";
    try (Connection superuser = POSTGRES.asSuperuser();
        Statement administrator = superuser.createStatement();
        Connection connection = POSTGRES.asOwner();
        Statement owner = connection.createStatement()) {
      administrator.execute(Scripts.hardening());

      // When
      Throwable dropped =
          catchThrowable(() -> owner.execute("DROP TABLE ledger.entry_" + suffix + "0"));
      long left = detach(connection, id(log), 0);
      Throwable next =
          catchThrowable(() -> owner.execute("DROP TABLE ledger.entry_" + suffix + "1"));

      // Then
      administrator.execute(Scripts.unhardened());
      assertThat(dropped).hasMessageContaining("is refused");
      assertThat(left).isEqualTo(256);
      assertThat(next).hasMessageContaining("is refused");
    }
  }
}
