package io.ledgerline.stream.out;

import io.ledgerline.stream.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One broker for all classes of tests that ask for it, until the last of all has ended.
final class SharedBroker implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == TestBroker.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedBroker.class))
        .getOrComputeIfAbsent(Running.class)
        .broker;
  }

  /// Closed by the engine.
  static final class Running implements AutoCloseable {

    private final Path directory;
    private final TestBroker broker;

    Running() {
      try {
        directory = Files.createTempDirectory(Path.of("target"), "broker-");
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      broker = TestBroker.start(directory.resolve("files"));
    }

    @Override
    public void close() throws IOException {
      broker.close();
      try (Stream<Path> paths = Files.walk(directory)) {
        List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        for (Path path : deepestFirst) {
          Files.delete(path);
        }
      }
    }
  }
}
