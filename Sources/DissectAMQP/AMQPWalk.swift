internal import Bytes
internal import Dissection

/// Reads values that hold values, however deep, without taking stack for it.
///
/// What is wrong with a value is a note, and the one behind it is read: each compound says how many
/// bytes it has.
struct AMQPWalk {
    /// Values one in the other that are looked into; deeper ones are stepped over.
    static var depthMax: Int { 128 }
    /// Fields of one frame.
    static var fieldCountMax: Int { 65_536 }
    /// Elements looked at of an array whose elements take no bytes.
    static var emptyElementCountMax: Int { 1024 }
    /// Notes of one frame.
    static var noteCountMax: Int { 64 }

    /// A compound whose elements are being read.
    struct Level: BitwiseCopyable {
        enum Kind: BitwiseCopyable {
            case arguments(AMQPComposite)
            case list
            case map
            case array

            var isArguments: Bool { if case .arguments = self { true } else { false } }
        }

        var kind: Kind
        /// Where the elements end.
        var end: Int
        var remaining: Int
        /// The field that the compound is shown as, and how deep that is.
        var field: AMQPField
        var nesting: Int
        var place: StreamRange
        var index = 0
        /// What all elements of an array begin with.
        var template = AMQPElement.absent
        /// The key of a map whose value comes next.
        var key = AMQPElement.absent
        var hasKey = false
        /// Which arguments were there.
        var seen: UInt16 = 0
    }

    var levels: [Level] = []
    var facts = AMQPFacts()
    var text = AMQPValueText()
    private var noteCount = 0

    /// Forgets all of the frame before.
    mutating func begin() {
        levels.removeAll(keepingCapacity: true)
        facts = AMQPFacts()
        noteCount = 0
    }

    /// Reads on until every compound that was entered is done with.
    mutating func run(
        _ input: inout ByteCursor, _ source: borrowing AMQPSource, into message: inout Message
    ) {
        while let last = levels.indices.last {
            let level = levels[last]
            guard level.remaining > 0, input.offset < level.end || level.hasEmptyElements else {
                leave(&input, source, into: &message)
                continue
            }
            do throws(ParseError) {
                try readElement(&input, source, into: &message)
            } catch {
                note(error, source, into: &message)
                // What is behind the value cannot be told from it, but the compound's end is known.
                levels[levels.count - 1].remaining = 0
                skip(&input, to: level.end)
            }
        }
    }

    /// Goes into a compound that was read, if it may.
    mutating func enter(
        _ element: AMQPElement, _ kind: Level.Kind, as field: AMQPField, nesting: Int, limit: Int,
        _ input: inout ByteCursor, _ source: borrowing AMQPSource, into message: inout Message
    ) {
        let place = StreamRange(
            offset: element.offset, count: input.offset - element.offset)
        var end = element.content.end
        if end > limit {
            note("amqp.size", .error, at: place, element.content.count, source, into: &message)
            end = limit
        }
        if element.count == 0, element.content.count == 0, !kind.isArguments { return }
        if levels.count >= Self.depthMax {
            note("amqp.nesting", .warning, at: place, levels.count, source, into: &message)
            return skip(&input, to: end)
        }
        var level = Level(
            kind: kind, end: end, remaining: element.count, field: field, nesting: nesting,
            place: place)
        if case .array = kind {
            guard readTemplate(&level, &input, source, into: &message) else {
                return skip(&input, to: end)
            }
        }
        levels.append(level)
    }

    private mutating func readTemplate(
        _ level: inout Level, _ input: inout ByteCursor, _ source: borrowing AMQPSource,
        into message: inout Message
    ) -> Bool {
        guard level.remaining > 0 else { return false }
        do throws(ParseError) {
            level.template = try input.readAMQPTemplate(limit: level.end)
        } catch {
            note(error, source, into: &message)
            return false
        }
        if level.hasEmptyElements, level.remaining > Self.emptyElementCountMax {
            note(
                "amqp.too-many-values", .warning, at: level.place, level.remaining, source,
                into: &message)
            level.remaining = Self.emptyElementCountMax
        }
        return true
    }

    /// Ends the innermost compound, and goes on behind it.
    private mutating func leave(
        _ input: inout ByteCursor, _ source: borrowing AMQPSource, into message: inout Message
    ) {
        guard let level = levels.popLast() else { return }
        if level.remaining > 0 || input.offset < level.end {
            note("amqp.count", .error, at: level.place, level.index, source, into: &message)
        }
        if level.hasKey {
            note("amqp.map-odd", .error, at: level.place, level.index, source, into: &message)
        }
        skip(&input, to: level.end)
        guard case .arguments(let composite) = level.kind else { return }
        checkMandatory(composite, level, source, into: &message)
    }

    func skip(_ input: inout ByteCursor, to offset: Int) {
        if offset > input.offset { try? input.skip(min(input.remaining, offset - input.offset)) }
    }
}

extension AMQPWalk.Level {
    /// Whether the end is no place that reading leads to.
    var hasEmptyElements: Bool {
        if case .array = kind { template.constructor.code >> 4 == 4 } else { false }
    }
}

// MARK: - Notes

extension AMQPWalk {
    mutating func note(
        _ rule: StaticString, _ severity: Note.Severity, at place: StreamRange, _ number: Int,
        _ source: borrowing AMQPSource, into message: inout Message
    ) {
        note(
            rule, severity, at: place, .number(UInt64(clamping: number)), source, into: &message)
    }

    mutating func note(
        _ rule: StaticString, _ severity: Note.Severity, at place: StreamRange,
        _ detail: Note.Detail, _ source: borrowing AMQPSource, into message: inout Message
    ) {
        guard noteCount < Self.noteCountMax else { return }
        noteCount += 1
        message.notes.append(Note(rule, severity, at: source.place(place), detail))
    }

    mutating func note(
        _ error: ParseError, _ source: borrowing AMQPSource, into message: inout Message
    ) {
        switch error {
        case .truncated(let needed, let available, let offset):
            let place = StreamRange(offset: offset, count: available)
            note("amqp.size", .error, at: place, needed, source, into: &message)
        case .malformed(let defect, let offset):
            let place = StreamRange(offset: offset, count: 1)
            note(
                "amqp.type-unknown", .error, at: place, .words(Note.Words(defect.text)), source,
                into: &message)
        }
    }

    private mutating func checkMandatory(
        _ composite: AMQPComposite, _ level: Level, _ source: borrowing AMQPSource,
        into message: inout Message
    ) {
        for (index, argument) in composite.arguments.enumerated()
        where argument.isMandatory && level.seen >> UInt16(index) & 1 == 0 {
            note(
                "amqp.field-missing", .error, at: level.place,
                .words(Note.Words(argument.field.definition.label)), source, into: &message)
        }
    }
}
