package io.ledgerline.cli;

import io.ledgerline.cli.client.Answer;
import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The end of the demo: a model card, a bundle, its verdict, and the verdict on a forged copy.
final class DemoEvidence {

  private static final String NAME = DemoQuestions.MODEL + "-" + DemoQuestions.VERSION;

  /// The AUC in the payload of the evaluation, which stands in the bundle as a JSON string.
  private static final String AUC = "\\\"value\\\":0.555";

  /// The byte that the forger changes, from 5 to 9, and the model looks good.
  private static final int FORGED_DIGIT = AUC.indexOf('5');

  private static final int VERDICT_VERIFIED = 0;
  private static final int VERDICT_FAILED = 1;
  private static final int WIDTH = 150;
  private static final List<String> EXCERPT =
      List.of(
          "### Out-of-Scope Use",
          "## Bias, Risks, and Limitations",
          "### Results",
          "### Decisions and human oversight");

  private final Demo demo;
  private final Connection connection;
  private final Path documents;

  DemoEvidence(Demo demo, Connection connection) {
    this.demo = demo;
    this.connection = connection;
    this.documents = demo.context().home().resolve("documents");
  }

  void show() {
    String model =
        Connection.modelVersion(
            DemoQuestions.NAMESPACE, DemoQuestions.MODEL, DemoQuestions.VERSION);
    Path key = documents.resolve("log.vkey");
    write(key, fetched("/log/vkey", "text/plain"));
    card(model);
    Path bundle = bundle(model);
    verify(bundle, key);
    forge(bundle, key);
  }

  private void card(String model) {
    demo.begin("A model card, every statement with the entries that it rests on");
    Path file = documents.resolve(NAME + ".card.md");
    byte[] card = fetched(model + "/card", "text/markdown");
    write(file, card);
    demo.tell(file + ", " + card.length + " bytes; an excerpt:");
    excerpt(new String(card, StandardCharsets.UTF_8));
    demo.repeat(demo.context().launcher() + " export card " + arguments());
  }

  /// The sections that tell most, without empty lines, long lines cut.
  private void excerpt(String card) {
    boolean isShown = false;
    for (String line : card.lines().toList()) {
      if (line.startsWith("#")) {
        isShown = EXCERPT.contains(line);
      }
      if (isShown && !line.isBlank() && !line.equals(">")) {
        demo.tell("| " + (line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line));
      }
    }
  }

  private Path bundle(String model) {
    demo.begin("An evidence bundle: entries, payloads, proofs, checkpoint");
    Path file = documents.resolve(NAME + ".evidence.zip");
    byte[] bundle = fetched(model + "/evidence", "application/zip");
    write(file, bundle);
    demo.tell(file + ", " + bundle.length + " bytes");
    demo.repeat(demo.context().launcher() + " export evidence " + arguments() + " --out " + file);
    return file;
  }

  private void verify(Path bundle, Path key) {
    demo.begin("Verified offline, by a jar that needs nothing but Java, against the log's key");
    demo.tell("the key is in " + key + ", from " + connection.base() + "/log/vkey");
    int code = verdict(bundle, key);
    if (code != VERDICT_VERIFIED) {
      throw new FailedStepException("the bundle does not verify: exit code " + code);
    }
  }

  private void forge(Path bundle, Path key) {
    demo.begin("One byte of a copy changed: the AUC 0.555 becomes 0.955");
    Path forged = documents.resolve(NAME + ".forged.zip");
    byte[] bytes = read(bundle);
    bytes[place(bytes)] = '9';
    write(forged, bytes);
    int code = verdict(forged, key);
    if (code != VERDICT_FAILED) {
      throw new FailedStepException("the forged bundle is not found out: exit code " + code);
    }
  }

  /// The byte of the AUC.
  private static int place(byte[] bundle) {
    // Every byte is one character, so that places in the text are places in the file.
    int start = new String(bundle, StandardCharsets.ISO_8859_1).indexOf(AUC);
    if (start < 0) {
      throw new FailedStepException("the bundle does not hold the AUC as it was sent");
    }
    return start + FORGED_DIGIT;
  }

  /// Runs the verifier in a process of its own and shows what it says.
  private int verdict(Path bundle, Path key) {
    Path java = Path.of(System.getProperty("java.home", ""), "bin", "java");
    List<String> command =
        new ArrayList<>(
            List.of(
                "-jar",
                demo.context().verifierJar().toString(),
                bundle.toString(),
                "--vkey",
                key.toString()));
    demo.tell("$ java " + String.join(" ", command));
    command.addFirst(java.toString());
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      try (var lines = process.inputReader(StandardCharsets.UTF_8).lines()) {
        lines.forEach(line -> demo.tell("| " + line));
      }
      int code = process.waitFor();
      demo.tell("exit code " + code);
      return code;
    } catch (IOException broken) {
      throw new FailedStepException("the verifier does not run: " + broken.getMessage(), broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new FailedStepException("interrupted while the verifier ran", stopped);
    }
  }

  private byte[] fetched(String path, String mediaType) {
    Answer answer = connection.get(path, mediaType);
    if (!answer.isSuccess()) {
      throw new FailedStepException("no " + mediaType + " from " + path + ": " + answer.reason());
    }
    return answer.body().toArray();
  }

  private static String arguments() {
    return DemoQuestions.NAMESPACE + " " + DemoQuestions.MODEL + " " + DemoQuestions.VERSION;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new FailedStepException(
          "cannot read " + file + ": " + unreadable.getMessage(), unreadable);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Files.write(file, bytes);
    } catch (IOException failed) {
      throw new FailedStepException("cannot write " + file + ": " + failed.getMessage(), failed);
    }
  }
}
