package io.ledgerline.cli;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.cli.client.Answer;
import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.cli.client.Terminal;

/// Has the service take what is on Kafka's dead-letter topic once more, as far as the topic reached
/// when it began: what is refused again is at the end of the topic, and not taken twice.
final class Replay {

  private static final String PATH = "/api/v1/kafka/replay";

  private final Connection connection;
  private final Terminal terminal;

  Replay(Connection connection, Terminal terminal) {
    this.connection = connection;
    this.terminal = terminal;
  }

  /// Runs it.
  ///
  /// @return 0 if everything is on record now, 1 if something was refused again
  int run() {
    long recorded = 0;
    long known = 0;
    long refused = 0;
    long done = 0;
    long all = 0;
    do {
      JsonObject page = page(all == 0 ? "" : "?limit=" + Math.min(1_000, all - done));
      long read = count(page, "read");
      if (all == 0) {
        all = read + count(page, "left");
      }
      done += read;
      recorded += count(page, "recorded");
      known += count(page, "known");
      refused += count(page, "refused");
      if (done < all) {
        terminal.note(done + " of " + all + " dead letters");
      }
      if (read == 0) {
        break;
      }
    } while (done < all);
    terminal.say(
        done
            + " dead letters: "
            + recorded
            + " new, "
            + known
            + " known already, "
            + refused
            + " refused again");
    return refused == 0 ? Cli.DONE : Cli.FAILED;
  }

  private JsonObject page(String query) {
    Answer answer = connection.post(PATH + query, "application/json", Bytes.EMPTY);
    if (!answer.isSuccess()) {
      throw new FailedStepException(answer.reasonWithKey());
    }
    return answer.object();
  }

  private static long count(JsonObject page, String name) {
    return page.integer(name)
        .orElseThrow(() -> new FailedStepException("the service did not say how many: " + name));
  }
}
