public import Exchanges

/// What a browser looks at.
public protocol BrowserSource: AnyObject {
    /// What it is called.
    var title: String { get }

    /// The events that a display filter lets through; all if it is empty.
    func load(_ filter: String) -> BrowserLoad

    /// The lines of a packet's tree.
    func tree(ofPacket number: Int) -> [String]
}

public enum BrowserLoad: ~Copyable {
    case list(EventList)
    /// What is wrong with the filter, or with the file.
    case mistake(String)
}
