package io.ledgerline.canon;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/// The members of an object as they are read, in the order of the text. Whoever gets it as a map
/// cannot change it.
///
/// Most objects have few members: these are compared one by one, which is faster than a table, and
/// takes a fraction of its memory. Of many there is a table, whatever the names.
final class Members extends AbstractMap<String, JsonValue> {

  private static final int FEW = 12;

  private String[] names = new String[4];
  private JsonValue[] values = new JsonValue[4];
  private int count;
  private Map<String, JsonValue> many = Map.of();

  /// Adds a member, unless there is one of this name.
  ///
  /// @return the value that was there
  Optional<JsonValue> add(String name, JsonValue value) {
    JsonValue before = get(name);
    if (before != null) {
      return Optional.of(before);
    }
    if (count == FEW) {
      many = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        many.put(names[i], values[i]);
      }
    }
    if (count >= FEW) {
      many.put(name, value);
      count++;
      return Optional.empty();
    }
    if (count == names.length) {
      names = Arrays.copyOf(names, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    names[count] = name;
    values[count++] = value;
    return Optional.empty();
  }

  @Override
  @SuppressWarnings("NullAway") // a map says so that it has no such member
  public JsonValue get(Object name) {
    if (count > FEW) {
      return many.get(name);
    }
    for (int i = 0; i < count; i++) {
      if (names[i].equals(name)) {
        return values[i];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(Object name) {
    return get(name) != null;
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public Set<Entry<String, JsonValue>> entrySet() {
    return count > FEW ? Collections.unmodifiableMap(many).entrySet() : new Few();
  }

  /// Few members.
  private final class Few extends AbstractSet<Entry<String, JsonValue>> {

    @Override
    public int size() {
      return count;
    }

    @Override
    public Iterator<Entry<String, JsonValue>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < count;
        }

        @Override
        public Entry<String, JsonValue> next() {
          if (next == count) {
            throw new NoSuchElementException();
          }
          return new SimpleImmutableEntry<>(names[next], values[next++]);
        }
      };
    }
  }
}
