package io.ledgerline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What follows the name of a command: operands, `--name value` or `--name=value`, and flags.
///
/// @param operands what is no option, in order
/// @param values the options that have a value, by name without dashes
/// @param flags the options that have none
record Arguments(List<String> operands, Map<String, String> values, List<String> flags) {

  Arguments {
    operands = List.copyOf(operands);
    values = Map.copyOf(values);
    flags = List.copyOf(flags);
  }

  /// Reads the arguments of one command. After `--` everything is an operand.
  ///
  /// @param valued the names of the options that need a value
  /// @param flagNames the names of those that take none
  /// @throws UsageException on an option that is not known, given twice, or without its value
  static Arguments parse(List<String> arguments, Set<String> valued, Set<String> flagNames) {
    List<String> operands = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    List<String> flags = new ArrayList<>();
    boolean onlyOperands = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (onlyOperands || !argument.startsWith("--")) {
        operands.add(argument);
        continue;
      }
      if (argument.equals("--")) {
        onlyOperands = true;
        continue;
      }
      int equals = argument.indexOf('=');
      String name = argument.substring(2, equals < 0 ? argument.length() : equals);
      if (flagNames.contains(name) && equals < 0) {
        flags.add(name);
        continue;
      }
      if (!valued.contains(name)) {
        throw new UsageException("unknown option " + argument);
      }
      if (equals < 0 && i + 1 == arguments.size()) {
        throw new UsageException("option --" + name + " needs a value");
      }
      String value = equals < 0 ? arguments.get(++i) : argument.substring(equals + 1);
      if (values.put(name, value) != null) {
        throw new UsageException("option --" + name + " is given twice");
      }
    }
    return new Arguments(operands, values, flags);
  }

  /// The value of an option, if it was given.
  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// Whether a flag was given.
  boolean has(String flag) {
    return flags.contains(flag);
  }
}
