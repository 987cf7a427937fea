/// The messages that have extensions, whose meaning depends on where they stand.
enum TLSExtensionCarrier {
    case clientHello, serverHello, helloRetryRequest, encryptedExtensions, certificate
    case certificateRequest, ticket
}
