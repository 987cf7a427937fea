internal import Dissection

/// The words for values.
enum AMQP091Words {
    static let frameTypes: [(UInt64, StaticString)] = [
        (1, "Method"), (2, "Content header"), (3, "Content body"), (4, "OOB Method"),
        (5, "OOB Content header"), (6, "OOB Content body"), (7, "Trace"), (8, "Heartbeat"),
    ]

    static let classes: [(UInt64, StaticString)] = (UInt16(0)...110).compactMap { number in
        AMQP091Class.title(number).map { (UInt64(number), $0) }
    }

    /// Those of section 1.2 of the specification's XML, and its predecessors'.
    static let replyCodes: [(UInt64, StaticString)] = [
        (200, "reply-success"), (311, "content-too-large"), (312, "no-route"),
        (313, "no-consumers"), (320, "connection-forced"), (402, "invalid-path"),
        (403, "access-refused"), (404, "not-found"), (405, "resource-locked"),
        (406, "precondition-failed"), (501, "frame-error"), (502, "syntax-error"),
        (503, "command-invalid"), (504, "channel-error"), (505, "unexpected-frame"),
        (506, "resource-error"), (530, "not-allowed"), (540, "not-implemented"),
        (541, "internal-error"),
    ]

    /// The names of a class's methods, without that of the class.
    static func methods(of classID: UInt16) -> [(UInt64, StaticString)] {
        (UInt16(0)...120).compactMap { number in
            guard let method = AMQP091Method.find(classID, number) else { return nil }
            return (UInt64(number), method.name)
        }
    }
}
