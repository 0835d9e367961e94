package io.ledgerline.http;

import io.ledgerline.access.Permission;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a caller of a resource method must be permitted to do. A method without it is for
/// administrators: what nobody thought about is closed.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requires {

  /// The permission.
  Permission value();
}
