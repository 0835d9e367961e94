package io.ledgerline.cli;

import io.ledgerline.canon.Bytes;
import io.ledgerline.cli.client.Answer;
import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.cli.client.Terminal;
import io.ledgerline.cli.export.LogExport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Fetches documents and evidence about a model version. The service records every export.
record Export(Connection connection, Terminal terminal) {

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final String ZIP = "application/zip";

  /// Runs `card NAMESPACE NAME VERSION` or `evidence NAMESPACE NAME VERSION`.
  ///
  /// @return the exit code
  /// @throws UsageException if it is neither
  int run(Arguments arguments) {
    List<String> operands = arguments.operands();
    if (operands.equals(List.of("log")) || operands.size() == 2) {
      return files(arguments);
    }
    if (operands.size() != 4) {
      throw new UsageException(
          "export needs card or evidence, then NAMESPACE NAME VERSION; or log, or segment NUMBER");
    }
    Optional<Path> out = arguments.value("out").map(Path::of);
    String version = Connection.modelVersion(operands.get(1), operands.get(2), operands.get(3));
    return switch (operands.getFirst()) {
      case "card" -> save(version + "/card", mediaType(arguments), out);
      case "evidence" -> {
        if (arguments.value("format").isPresent()) {
          throw new UsageException("evidence has one format only");
        }
        if (out.isEmpty()) {
          throw new UsageException("export evidence needs --out FILE");
        }
        yield save(version + "/evidence", ZIP, out);
      }
      // An open set: a person may type anything.
      default -> throw new UsageException("there is no export of " + operands.getFirst());
    };
  }

  private int files(Arguments arguments) {
    List<String> operands = arguments.operands();
    Optional<Long> segment =
        operands.stream()
            .skip(1)
            .findFirst()
            .map(
                number ->
                    Optional.of(number)
                        .filter(text -> NUMBER.matcher(text).matches())
                        .map(Long::parseUnsignedLong)
                        .orElseThrow(() -> new UsageException(number + " is no segment")));
    if (!operands.getFirst().equals(segment.isPresent() ? "segment" : "log")) {
      throw new UsageException("there is no export of " + operands.getFirst());
    }
    Path out =
        arguments
            .value("out")
            .map(Path::of)
            .orElseThrow(() -> new UsageException("export needs --out DIRECTORY"));
    new LogExport(connection, terminal, segment).into(out);
    return Cli.DONE;
  }

  private static String mediaType(Arguments arguments) {
    return switch (arguments.value("format").orElse("markdown")) {
      case "markdown" -> "text/markdown";
      case "json" -> "application/json";
      // An open set: a person may type anything.
      default -> throw new UsageException("a card is markdown or json");
    };
  }

  private int save(String path, String mediaType, Optional<Path> out) {
    Answer answer = connection.get(path, mediaType);
    if (!answer.isSuccess()) {
      throw new FailedStepException(answer.reasonWithKey());
    }
    try {
      if (out.isPresent()) {
        write(out.get(), answer.body());
        terminal.note(out.get() + ": " + answer.body().size() + " bytes");
      } else {
        answer.body().writeTo(terminal.out());
        terminal.out().flush();
      }
      return Cli.DONE;
    } catch (IOException failed) {
      throw new FailedStepException("cannot write: " + failed.getMessage(), failed);
    }
  }

  /// Documents and bundles have personal data in the clear: a file that is new is its owner's
  /// alone.
  private static void write(Path file, Bytes content) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer rest = content.view();
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
  }
}
