package io.ledgerline.pg;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/// Hibernate Reactive from any thread: each piece of work gets a session, and a Vert.x context of
/// its own, because a session belongs to one.
public final class Sessions {

  private final Mutiny.SessionFactory factory;
  private final Vertx vertx;

  /// Sessions of a factory, on contexts of `vertx`.
  public Sessions(Mutiny.SessionFactory factory, Vertx vertx) {
    this.factory = factory;
    this.vertx = vertx;
  }

  /// Work that reads.
  <T> Uni<T> read(Function<Mutiny.Session, Uni<T>> work) {
    return onContext(() -> factory.withSession(work));
  }

  /// Work that writes, in one transaction.
  <T> Uni<T> write(Function<Mutiny.Session, Uni<T>> work) {
    return onContext(() -> factory.withTransaction(work));
  }

  private <T> Uni<T> onContext(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
              VertxContextSafetyToggle.setContextSafe(context, true);
              context.runOnContext(
                  ignored -> work.get().subscribe().with(emitter::complete, emitter::fail));
            });
  }
}
