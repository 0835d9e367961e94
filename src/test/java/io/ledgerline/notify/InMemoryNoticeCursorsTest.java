package io.ledgerline.notify;

import io.ledgerline.entry.LogId;
import java.util.UUID;

/// The test double does what the real ones do.
class InMemoryNoticeCursorsTest extends NoticeCursorsContract {

  @Override
  protected NoticeCursors open() {
    return new InMemoryNoticeCursors();
  }

  @Override
  protected LogId log() {
    return new LogId(new UUID(1, 1));
  }
}
