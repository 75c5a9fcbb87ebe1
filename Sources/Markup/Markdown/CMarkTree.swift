import CMark
import Glibc

// cmark's tree, and the only file that sees cmark. A node is a pointer with questions; nothing of it
// is copied, so asking costs a call. The tree lives as long as its document.

/// A parsed document; frees its tree. Documents of one thread are freed in reverse order.
struct CMarkDocument: ~Copyable {
  /// The node of the whole document.
  let root: CMarkNode
  /// What its thread had allocated before.
  private let mark: kbgen_arena_mark

  /// Parses a text of valid UTF-8 without NUL; nil when there is no memory.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    mark = kbgen_arena_now()
    let root = text.withMemoryRebound(to: CChar.self) {
      kbgen_arena_parse($0.baseAddress, $0.count)
    }
    guard let root else { return nil }
    self.root = CMarkNode(pointer: root)
  }

  deinit { kbgen_arena_release(mark) }
}

/// One node.
struct CMarkNode: Hashable {
  fileprivate let pointer: OpaquePointer

  /// What a node is.
  enum Kind {
    case text, softBreak, lineBreak, code, htmlInline, emphasis, strong, link, image, custom
    case document, paragraph, heading, list, item, quote, rule, codeBlock, htmlBlock
  }

  var kind: Kind {
    switch cmark_node_get_type(pointer) {
    case CMARK_NODE_TEXT: .text
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .code
    case CMARK_NODE_HTML_INLINE: .htmlInline
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK: .link
    case CMARK_NODE_IMAGE: .image
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading
    case CMARK_NODE_LIST: .list
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_THEMATIC_BREAK: .rule
    case CMARK_NODE_CODE_BLOCK: .codeBlock
    case CMARK_NODE_HTML_BLOCK: .htmlBlock
    case CMARK_NODE_DOCUMENT: .document
    default: .custom
    }
  }

  /// First line in the text handed over, 1-based; right for blocks only.
  var startLine: Int { Int(cmark_node_get_start_line(pointer)) }
  /// Last line, 1-based; wrong for HTML blocks.
  var endLine: Int { Int(cmark_node_get_end_line(pointer)) }
  /// First column in bytes, 1-based; right for blocks on their first line.
  var startColumn: Int { Int(cmark_node_get_start_column(pointer)) }

  var parent: CMarkNode? { CMarkNode(cmark_node_parent(pointer)) }
  var next: CMarkNode? { CMarkNode(cmark_node_next(pointer)) }
  var previous: CMarkNode? { CMarkNode(cmark_node_previous(pointer)) }
  var firstChild: CMarkNode? { CMarkNode(cmark_node_first_child(pointer)) }
  var lastChild: CMarkNode? { CMarkNode(cmark_node_last_child(pointer)) }

  /// The text of a text, code or HTML node.
  var literal: UnsafeBufferPointer<UInt8> { Self.bytes(cmark_node_get_literal(pointer)) }
  /// The address of a link or an image, decoded.
  var url: UnsafeBufferPointer<UInt8> { Self.bytes(cmark_node_get_url(pointer)) }
  /// The title of a link or an image, decoded.
  var title: UnsafeBufferPointer<UInt8> { Self.bytes(cmark_node_get_title(pointer)) }
  /// What stands after a code fence.
  var fenceInfo: UnsafeBufferPointer<UInt8> { Self.bytes(cmark_node_get_fence_info(pointer)) }
  /// 1 to 6.
  var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }
  /// Whether a list has numbers.
  var isOrdered: Bool { cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST }
  /// Whether a list's numbers are followed by a bracket.
  var hasParenthesis: Bool { cmark_node_get_list_delim(pointer) == CMARK_PAREN_DELIM }
  /// The first number of a list.
  var listStart: Int { Int(cmark_node_get_list_start(pointer)) }
  /// Whether a list's items have no paragraphs of their own.
  var isTight: Bool { cmark_node_get_list_tight(pointer) != 0 }
  /// The marks of a custom node.
  var customMarks: (open: UnsafeBufferPointer<UInt8>, close: UnsafeBufferPointer<UInt8>) {
    (Self.bytes(cmark_node_get_on_enter(pointer)), Self.bytes(cmark_node_get_on_exit(pointer)))
  }

  private init?(_ pointer: OpaquePointer?) {
    guard let pointer else { return nil }
    self.pointer = pointer
  }

  fileprivate init(pointer: OpaquePointer) {
    self.pointer = pointer
  }

  /// The bytes of a C string.
  private static func bytes(_ text: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
    guard let text, text.pointee != 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
    let raw = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
    return UnsafeBufferPointer(start: raw, count: strlen(text))
  }
}

// MARK: Changes

extension CMarkNode {
  /// Gives a text node another text.
  func setLiteral(_ text: some Sequence<UInt8>) {
    let characters = text.map { CChar(bitPattern: $0) } + [0]
    cmark_node_set_literal(pointer, characters)
  }

  /// Gives a link or an image another title.
  func setTitle(_ text: [UInt8]) {
    cmark_node_set_title(pointer, text.map { CChar(bitPattern: $0) } + [0])
  }

  /// Puts a new text node before this one; nil when there is no memory.
  func insertTextBefore(_ text: some Sequence<UInt8>) -> CMarkNode? {
    guard let node = kbgen_arena_node(CMARK_NODE_TEXT) else { return nil }
    CMarkNode(pointer: node).setLiteral(text)
    cmark_node_insert_before(pointer, node)
    return CMarkNode(pointer: node)
  }

  /// Wraps the nodes from this one to `last`, its later sibling, in an inline element.
  func wrap(through last: CMarkNode, open: StaticString, close: StaticString) {
    guard let wrapper = kbgen_arena_node(CMARK_NODE_CUSTOM_INLINE) else { return }
    cmark_node_set_on_enter(wrapper, Self.cString(open))
    cmark_node_set_on_exit(wrapper, Self.cString(close))
    cmark_node_insert_before(pointer, wrapper)
    var node: CMarkNode? = self
    while let moved = node {
      node = moved == last ? nil : moved.next
      cmark_node_append_child(wrapper, moved.pointer)
    }
  }

  /// Takes the node and all in it out of the tree.
  func remove() {
    cmark_node_unlink(pointer)
    cmark_node_free(pointer)
  }

  private static func cString(_ text: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
  }
}

// MARK: Walking

/// Walks over a node and all in it, without recursion.
struct CMarkIterator: ~Copyable {
  private let pointer: OpaquePointer

  /// What the walk met.
  enum Event {
    case enter(CMarkNode)
    case exit(CMarkNode)
  }

  /// Starts before a node.
  init?(_ node: CMarkNode) {
    guard let pointer = cmark_iter_new(node.pointer) else { return nil }
    self.pointer = pointer
  }

  deinit { cmark_iter_free(pointer) }

  /// The next event; nil at the end.
  func next() -> Event? {
    let event = cmark_iter_next(pointer)
    if event == CMARK_EVENT_DONE { return nil }
    guard let node = cmark_iter_get_node(pointer) else { return nil }
    let reached = CMarkNode(pointer: node)
    return event == CMARK_EVENT_ENTER ? .enter(reached) : .exit(reached)
  }

  /// Goes on with what is in a node now: it was just entered, and its children changed.
  func restart(_ node: CMarkNode) {
    cmark_iter_reset(pointer, node.pointer, CMARK_EVENT_ENTER)
  }

  /// Goes on behind a node that was just entered, as if it had nothing in it.
  func skip(_ node: CMarkNode) {
    cmark_iter_reset(pointer, node.pointer, CMARK_EVENT_EXIT)
  }
}
