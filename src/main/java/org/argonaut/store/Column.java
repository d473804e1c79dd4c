package org.argonaut.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One column of many rows, as an array parameter for {@code unnest} or {@code ANY}, written straight in PostgreSQL's
 * binary array format: no text escapes, no boxed elements, and bytea arrays, which the driver has no codec for.
 */
final class Column {
  private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int TEXT = 25;
  private static final int INT4 = 23;
  private static final int INT8 = 20;
  private static final int BOOL = 16;
  private static final int BYTEA = 17;
  private static final int TIMESTAMPTZ = 1184;

  private final int arrayOid;
  private final int elementOid;
  private final ByteBuf elements;
  private int count;
  private boolean nulls;

  private Column(int arrayOid, int elementOid, int rows, int bytesEach) {
    this.arrayOid = arrayOid;
    this.elementOid = elementOid;
    this.elements = Unpooled.buffer(Math.max(16, rows * (bytesEach + 4)));
  }

  static Column text(int rows) {
    return new Column(1009, TEXT, rows, 24);
  }

  static Column int4(int rows) {
    return new Column(1007, INT4, rows, 4);
  }

  static Column int8(int rows) {
    return new Column(1016, INT8, rows, 8);
  }

  static Column bool(int rows) {
    return new Column(1000, BOOL, rows, 1);
  }

  static Column time(int rows) {
    return new Column(1185, TIMESTAMPTZ, rows, 8);
  }

  static Column bytes(int rows) {
    return new Column(1001, BYTEA, rows, 512);
  }

  /** Appends a text; the one character PostgreSQL has no room for (NUL) is replaced. */
  Column add(String value) {
    if (value == null) {
      return addNull();
    }
    expect(TEXT);
    String text = Sql.storable(value);
    int lengthAt = elements.writerIndex();
    elements.writeInt(0);
    int length = elements.writeCharSequence(text, UTF_8);
    elements.setInt(lengthAt, length);
    count++;
    return this;
  }

  Column add(int value) {
    expect(INT4);
    elements.writeInt(4).writeInt(value);
    count++;
    return this;
  }

  Column add(long value) {
    expect(INT8);
    elements.writeInt(8).writeLong(value);
    count++;
    return this;
  }

  Column add(Boolean value) {
    if (value == null) {
      return addNull();
    }
    expect(BOOL);
    elements.writeInt(1).writeByte(value ? 1 : 0);
    count++;
    return this;
  }

  Column add(Instant value) {
    if (value == null) {
      return addNull();
    }
    expect(TIMESTAMPTZ);
    elements.writeInt(8).writeLong(POSTGRES_EPOCH.until(value, ChronoUnit.MICROS));
    count++;
    return this;
  }

  Column add(byte[] value) {
    if (value == null) {
      return addNull();
    }
    expect(BYTEA);
    elements.writeInt(value.length).writeBytes(value);
    count++;
    return this;
  }

  private Column addNull() {
    elements.writeInt(-1);
    nulls = true;
    count++;
    return this;
  }

  private void expect(int oid) {
    if (elementOid != oid) {
      throw new IllegalArgumentException("element of type " + oid + " in an array of " + elementOid);
    }
  }

  int oid() {
    return arrayOid;
  }

  /** The parameter as it goes over the wire; may be called again for another attempt. */
  ByteBuf encoded() {
    ByteBuf header = Unpooled.buffer(20);
    if (count == 0) {
      return header.writeInt(0).writeInt(0).writeInt(elementOid);
    }
    header.writeInt(1).writeInt(nulls ? 1 : 0).writeInt(elementOid).writeInt(count).writeInt(1);
    return Unpooled.wrappedBuffer(header, elements.retainedDuplicate());
  }
}
