package io.ledgerline.note.policy;

import io.ledgerline.note.Decimal;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.cosignature.CosignerKey;
import io.ledgerline.note.policy.Policy.Group;
import io.ledgerline.note.policy.Policy.Log;
import io.ledgerline.note.policy.Policy.Witness;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one policy file, line by line; goes on after a mistake, so that all are told.
///
/// For one file, on one thread.
final class PolicyReader {

  private static final String NONE = "none";

  private final List<String> problems = new ArrayList<>();
  private final List<Log> logs = new ArrayList<>();
  private final List<Witness> witnesses = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> members = new HashSet<>();
  private final Set<ByteBuffer> logKeys = new HashSet<>();
  private final Set<ByteBuffer> witnessKeys = new HashSet<>();
  private Optional<String> quorum = Optional.empty();
  private boolean hasQuorumLine;

  /// What is wrong with a line.
  private static final class LineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LineException(String problem) {
      super(problem, null, false, false);
    }
  }

  Policy read(byte[] file) {
    if (file.length > Policy.SIZE_BYTES_MAX) {
      throw new MalformedPolicyException(
          List.of("a policy has at most " + Policy.SIZE_BYTES_MAX + " bytes, not " + file.length));
    }
    String[] lines = new String(file, StandardCharsets.ISO_8859_1).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      try {
        line(lines[i]);
      } catch (LineException | MalformedNoteException wrong) {
        problems.add("line " + (i + 1) + ": " + wrong.getMessage());
      }
    }
    if (!hasQuorumLine) {
      problems.add("there is no quorum line; a policy that needs no witness says 'quorum none'");
    }
    if (!problems.isEmpty()) {
      throw new MalformedPolicyException(problems);
    }
    return new Policy(logs, witnesses, groups, quorum.filter(name -> !name.equals(NONE)));
  }

  private void line(String line) {
    for (int i = 0; i < line.length(); i++) {
      char octet = line.charAt(i);
      if ((octet < 0x20 && octet != '\t') || octet == 0x7f) {
        throw new LineException("the octet 0x%02x is not permitted".formatted((int) octet));
      }
    }
    List<String> items = items(line);
    if (items.isEmpty() || items.get(0).startsWith("#")) {
      return;
    }
    String keyword = items.get(0);
    switch (keyword) {
      case "log" -> log(items);
      case "witness" -> witness(items);
      case "group" -> group(items);
      case "quorum" -> quorum(items);
      // An open set: whatever else somebody writes.
      default ->
          throw new LineException(
              "a line says log, witness, group or quorum, not " + quoted(keyword));
    }
  }

  /// What stands between spaces and tabs, and between them alone.
  private static List<String> items(String line) {
    List<String> items = new ArrayList<>();
    for (String item : line.split("[ \t]", -1)) {
      if (!item.isEmpty()) {
        items.add(item);
      }
    }
    return items;
  }

  private void log(List<String> items) {
    if (items.size() < 2 || items.size() > 3) {
      throw new LineException("a log is 'log VKEY [URL]'");
    }
    VerifierKey key = VerifierKey.parse(utf8(items.get(1)));
    if (!logKeys.add(ByteBuffer.wrap(key.rawKey()))) {
      throw new LineException("another line has the same log key");
    }
    logs.add(new Log(key, url(items, 2)));
  }

  private void witness(List<String> items) {
    if (items.size() < 3 || items.size() > 4) {
      throw new LineException("a witness is 'witness NAME VKEY [URL]'");
    }
    CosignerKey key = CosignerKey.parse(utf8(items.get(2)));
    if (!witnessKeys.add(ByteBuffer.wrap(key.rawKey()))) {
      throw new LineException("another line has the same witness key");
    }
    define(items.get(1));
    witnesses.add(new Witness(items.get(1), key, url(items, 3)));
  }

  private void group(List<String> items) {
    if (items.size() < 4) {
      throw new LineException(
          "a group is 'group NAME all|any|K MEMBER...', with at least one member");
    }
    List<String> listed = items.subList(3, items.size());
    int threshold = threshold(items.get(2), listed.size());
    for (String member : listed) {
      if (!names.contains(member)) {
        throw new LineException("the member " + quoted(member) + " is not defined above");
      }
      if (!members.add(member)) {
        throw new LineException(quoted(member) + " is a member already; a name counts once");
      }
    }
    define(items.get(1));
    groups.add(new Group(items.get(1), threshold, listed));
  }

  private static int threshold(String text, int size) {
    if (text.equals("all")) {
      return size;
    }
    if (text.equals("any")) {
      return 1;
    }
    long number = Decimal.parse(Policy.shown(text));
    if (number < 1 || number > size) {
      throw new LineException(
          "a group of " + size + " needs 1 to " + size + " of them, not " + number);
    }
    return (int) number;
  }

  private void quorum(List<String> items) {
    if (items.size() != 2) {
      hasQuorumLine = true;
      throw new LineException("a quorum is 'quorum NAME' or 'quorum none'");
    }
    String name = items.get(1);
    if (hasQuorumLine) {
      throw new LineException("there is a quorum already; a policy has exactly one");
    }
    hasQuorumLine = true;
    if (!name.equals(NONE) && !names.contains(name)) {
      throw new LineException("the quorum " + quoted(name) + " is not defined above");
    }
    quorum = Optional.of(name);
  }

  private void define(String name) {
    if (name.equals(NONE)) {
      throw new LineException("the name none is reserved");
    }
    if (!names.add(name)) {
      throw new LineException("the name " + quoted(name) + " is defined already");
    }
  }

  private static Optional<String> url(List<String> items, int place) {
    return items.size() > place ? Optional.of(utf8(items.get(place))) : Optional.empty();
  }

  /// The text of a key or an address: other octets would be taken for a text that they are not.
  private static String utf8(String octets) {
    String text = Policy.shown(octets);
    byte[] given = octets.getBytes(StandardCharsets.ISO_8859_1);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), given)) {
      throw new LineException(quoted(octets) + " is not UTF-8");
    }
    return text;
  }

  private static String quoted(String octets) {
    return "'" + Policy.shown(octets) + "'";
  }
}
