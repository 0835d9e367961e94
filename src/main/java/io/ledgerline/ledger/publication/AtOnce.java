package io.ledgerline.ledger.publication;

import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// Publishes what is signed, without asking anybody. For one ledger.
public final class AtOnce implements Publication {

  private Optional<SignedNote> newest = Optional.empty();
  private long size;

  /// Nothing is published yet.
  public AtOnce() {}

  @Override
  public Uni<Void> resume(Optional<SignedNote> signed) {
    return Uni.createFrom()
        .voidItem()
        .invoke(() -> signed.ifPresent(n -> publish(Checkpoint.parse(n.text()).size(), n)));
  }

  @Override
  public Uni<Void> offer(Offer offer) {
    return Uni.createFrom()
        .voidItem()
        .invoke(() -> publish(offer.checkpoint().size(), offer.note()));
  }

  @Override
  public synchronized Optional<SignedNote> newest() {
    return newest;
  }

  @Override
  public Optional<String> fault() {
    return Optional.empty();
  }

  private synchronized void publish(long signedSize, SignedNote note) {
    if (signedSize > size) {
      size = signedSize;
      newest = Optional.of(note);
    }
  }
}
