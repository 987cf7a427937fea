public import Bytes

/// Takes the events of a ladder, in the order of their packets.
///
/// A class: events come one at a time through one pointer, whoever takes them.
public protocol ExchangeSink: AnyObject {
    /// Whether anybody looks at the fields of events.
    var wantsFields: Bool { get }

    /// Takes an event.  Returns false once nobody reads the output any more.
    ///
    /// - Parameter text: where the event's parts are; valid during the call only.
    func take(_ event: ExchangeEvent, in text: borrowing TextBuffer) -> Bool

    /// Told that no more events come: what all participants are called is known.  May be told
    /// again.  Returns the `errno` of the write that failed, or 0.
    func finish(_ participants: borrowing ParticipantTable) -> Int32
}
