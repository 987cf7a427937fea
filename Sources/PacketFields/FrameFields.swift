public import Dissection

/// The fields of the `frame` layer.
public enum FrameFields {
    public static let family = FieldFamily(
        .frame,
        [FieldDefinition("frame.number", "Frame number", .frameNumber)])
    public static let number = FieldID(.frame, 0)
}
