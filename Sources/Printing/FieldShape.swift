internal import Dissection

/// What writing a field's value needs to know of its definition: a plain value, so that looking it
/// up for every value of every packet counts no references.
struct FieldShape: BitwiseCopyable {
    let kind: FieldKind
    let display: FieldDisplay
    let label: StaticString

    init(_ definition: FieldDefinition) {
        kind = definition.kind
        display = definition.display
        label = definition.label
    }
}
