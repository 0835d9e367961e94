package io.ledgerline.anchor.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Work on threads of its own: those of the common pool may have the class loader of another test.
final class AtOnce {

  private static final int THREADS = 8;

  private AtOnce() {}

  /// Does all of it at once.
  static <T> List<T> all(List<Callable<T>> work) {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<T> done = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(work)) {
        done.add(one.get());
      }
      return done;
    } catch (InterruptedException | ExecutionException failed) {
      throw new AssertionError(failed);
    }
  }
}
