package io.ledgerline.anchor;

import io.ledgerline.anchor.directory.AnchorDirectory;
import io.ledgerline.anchor.directory.AnchorFile;
import io.ledgerline.anchor.timestamp.TimestampClient;
import io.ledgerline.anchor.timestamp.UntrustedTimestampException;
import io.ledgerline.canon.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Has the newest anchor stamped by an authority, at most once an interval; what fails is told, and
/// tried again.
///
/// For one thread; [#stampedSize] may be asked from any.
public final class AnchorStamper implements AutoCloseable {

  private final TimestampClient client;
  private final AnchorSettings settings;
  private final AnchorFaults faults;
  private final InstantSource clock;
  private Bytes newest = Bytes.EMPTY;
  private long newestSize;
  private Instant dueAt = Instant.MIN;
  private boolean isFirst = true;
  private volatile long stampedSize;

  /// Stamps by this client, which is closed with it.
  public AnchorStamper(
      TimestampClient client, AnchorSettings settings, AnchorFaults faults, InstantSource clock) {
    this.client = client;
    this.settings = settings;
    this.faults = faults;
    this.clock = clock;
  }

  /// An anchor was kept, or could not be; it is what is stamped next.
  void kept(long size, Bytes note) {
    newestSize = size;
    newest = note;
  }

  /// How many entries the newest anchor covers that was stamped.
  long stampedSize() {
    return stampedSize;
  }

  /// Stamps the newest anchor if that is due, and keeps the timestamp beside it wherever it lies.
  void stampIfDue(List<AnchorDirectory> directories) {
    Instant now = clock.instant();
    if (isFirst) {
      isFirst = false;
      stampedSize = stampedBefore(directories);
    }
    if (newestSize <= stampedSize || now.isBefore(dueAt)) {
      return;
    }
    String place = "timestamps of " + client.authority();
    try {
      keep(client.stamp(LogAnchors.imprint(newest)), directories);
      dueAt = now.plus(settings.timestampInterval());
      faults.passed(place);
      stampedSize = newestSize;
    } catch (IOException | UntrustedTimestampException failed) {
      dueAt = now.plus(settings.timestampRetry());
      faults.failed(place, failed.toString());
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep(Bytes response, List<AnchorDirectory> directories) throws IOException {
    int kept = 0;
    IOException last = new IOException("no directory has the anchor that was stamped");
    for (AnchorDirectory directory : directories) {
      try {
        kept += directory.keepTimestamp(newestSize, response) ? 1 : 0;
      } catch (IOException failed) {
        last = failed;
      }
    }
    if (kept == 0) {
      throw last;
    }
  }

  @Override
  public void close() {
    client.close();
  }

  /// What a run before this one had stamped; where that cannot be read, it is stamped once more.
  private static long stampedBefore(List<AnchorDirectory> directories) {
    long stamped = 0;
    for (AnchorDirectory directory : directories) {
      try {
        for (AnchorFile file : directory.newest()) {
          stamped = file.timestamp().isPresent() ? Math.max(stamped, file.size()) : stamped;
        }
      } catch (IOException unreadable) {
        // The guard told it when it compared.
        stamped = Math.max(stamped, 0);
      }
    }
    return stamped;
  }
}
