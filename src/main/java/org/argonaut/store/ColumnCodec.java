package org.argonaut.store;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.client.EncodedParameter;
import io.r2dbc.postgresql.codec.Codec;
import io.r2dbc.postgresql.codec.CodecRegistry;
import io.r2dbc.postgresql.extension.CodecRegistrar;
import io.r2dbc.postgresql.message.Format;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Teaches the driver to send a {@link Column}. */
final class ColumnCodec implements Codec<Column> {

  /** Adds the codec to each new connection. */
  static final class Registrar implements CodecRegistrar {
    @Override
    public Publisher<Void> register(
        PostgresqlConnection connection, ByteBufAllocator allocator, CodecRegistry registry) {
      registry.addFirst(new ColumnCodec());
      return Mono.empty();
    }
  }

  @Override
  public boolean canEncode(Object value) {
    return value instanceof Column;
  }

  @Override
  public EncodedParameter encode(Object value) {
    Column column = (Column) value;
    return new EncodedParameter(Format.FORMAT_BINARY, column.oid(), Mono.fromSupplier(column::encoded));
  }

  @Override
  public EncodedParameter encode(Object value, int oid) {
    return encode(value);
  }

  @Override
  public boolean canEncodeNull(Class<?> type) {
    return false;
  }

  @Override
  public EncodedParameter encodeNull() {
    throw new UnsupportedOperationException("a column is never null");
  }

  @Override
  public boolean canDecode(int oid, Format format, Class<?> type) {
    return false;
  }

  @Override
  public Column decode(ByteBuf buffer, int oid, Format format, Class<? extends Column> type) {
    throw new UnsupportedOperationException("columns are sent only");
  }
}
