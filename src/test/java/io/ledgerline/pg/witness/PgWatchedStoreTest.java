package io.ledgerline.pg.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.anchor.watch.WatchedStore;
import io.ledgerline.anchor.watch.WatchedStoreContract;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SigningKey;
import io.ledgerline.pg.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// PostgreSQL does what a store of watched logs must do, and takes none of them back, whoever asks.
class PgWatchedStoreTest extends WatchedStoreContract {

  @Override
  protected WatchedStore open() {
    return new PgWatchedStore(TestPostgres.get().pool());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE ledger.witnessed SET size = 4 WHERE origin = 'fenced'",
        "UPDATE ledger.witnessed SET root = sha256('x') WHERE origin = 'fenced'",
        "UPDATE ledger.witnessed SET origin = 'x' WHERE origin = 'fenced'",
        "DELETE FROM ledger.witnessed WHERE origin = 'fenced'",
        "TRUNCATE ledger.witnessed",
        "UPDATE ledger.cosignature SET line = '' WHERE false",
        "DELETE FROM ledger.cosignature WHERE false",
        "TRUNCATE ledger.cosignature",
        "INSERT INTO ledger.witnessed SELECT origin, 0, root, note FROM ledger.witnessed"
            + " WHERE origin = 'fenced' ON CONFLICT (origin) DO UPDATE SET size = 0"
      })
  void refusesToGoBackEvenToTheOwner(String statement) throws SQLException {
    // Given
    Digest root = Digest.ofNode(Digest.EMPTY_ROOT, Digest.EMPTY_ROOT);
    Checkpoint checkpoint = new Checkpoint("fenced", 5, root);
    open()
        .advance(
            Optional.empty(),
            checkpoint,
            SigningKey.ofSeed("fenced", new byte[32]).sign(checkpoint.text()))
        .await()
        .indefinitely();

    // When
    String state = "nothing refused it";
    try (Connection connection = TestPostgres.get().asOwner();
        Statement owner = connection.createStatement()) {
      owner.execute(statement);
    } catch (SQLException refused) {
      state = refused.getSQLState();
    }

    // Then
    assertThat(state).isEqualTo("23001");
  }
}
