//! The structure tree while it grows.
//!
//! Elements and pieces of text are entered in reading order when blocks are built; where a piece stands is known only
//! when pages are made. [`Tree::finish`] joins the two.

use concord_pages::{Child, ElementAttributes, ElementId, Role, StructureTree};

/// The number of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(usize);

/// The number of a piece of content: what becomes part of one mark on one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PieceId(usize);

enum NodeChild {
    Node(NodeId),
    Piece(PieceId),
}

struct Node {
    role: Role,
    /// The parent that it joins with its first piece: see [`Tree::inside`].
    waiting_for: Option<NodeId>,
    children: Vec<NodeChild>,
    attributes: ElementAttributes,
}

#[derive(Clone, Copy)]
struct Piece {
    /// Whether the child before it, in the same element, is a piece too: the two may share a mark.
    continues: bool,
    place: Option<(usize, usize)>,
}

/// A state of the tree to go back to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TreeMark {
    nodes: usize,
    pieces: usize,
    node: NodeId,
    children: usize,
}

/// Elements and pieces in reading order.
pub(crate) struct Tree {
    nodes: Vec<Node>,
    pieces: Vec<Piece>,
}

impl Tree {
    pub(crate) const ROOT: NodeId = NodeId(0);

    pub(crate) fn new() -> Self {
        let mut tree = Self { nodes: Vec::new(), pieces: Vec::new() };
        tree.push(Role::Document, None);
        tree
    }

    /// An element as the last child of another.
    pub(crate) fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = self.push(role, None);
        self.nodes[parent.0].children.push(NodeChild::Node(id));
        id
    }

    /// An element inside running text, such as a link: it becomes a child of its parent when the first of its own text
    /// is set, so that the words before it stay before it.
    pub(crate) fn inside(&mut self, parent: NodeId, role: Role) -> NodeId {
        self.push(role, Some(parent))
    }

    fn push(&mut self, role: Role, waiting_for: Option<NodeId>) -> NodeId {
        let attributes = ElementAttributes::default();
        self.nodes.push(Node { role, waiting_for, children: Vec::new(), attributes });
        NodeId(self.nodes.len() - 1)
    }

    fn join_parent(&mut self, node: NodeId) {
        if let Some(parent) = self.nodes[node.0].waiting_for.take() {
            self.join_parent(parent);
            self.nodes[parent.0].children.push(NodeChild::Node(node));
        }
    }

    pub(crate) fn attributes(&mut self, node: NodeId) -> &mut ElementAttributes {
        &mut self.nodes[node.0].attributes
    }

    /// A piece as the last child of an element.
    pub(crate) fn piece(&mut self, node: NodeId) -> PieceId {
        self.join_parent(node);
        let id = PieceId(self.pieces.len());
        let children = &mut self.nodes[node.0].children;
        let continues = matches!(children.last(), Some(NodeChild::Piece(_)));
        children.push(NodeChild::Piece(id));
        self.pieces.push(Piece { continues, place: None });
        id
    }

    pub(crate) fn continues(&self, piece: PieceId) -> bool {
        self.pieces[piece.0].continues
    }

    /// How far the tree has grown, and how many children an element has.
    pub(crate) fn mark(&self, node: NodeId) -> TreeMark {
        let children = self.nodes[node.0].children.len();
        TreeMark { nodes: self.nodes.len(), pieces: self.pieces.len(), node, children }
    }

    /// Cuts the tree back. What was added since must all stand below the element that the mark was made for.
    pub(crate) fn cut_back(&mut self, mark: TreeMark) {
        self.nodes.truncate(mark.nodes);
        self.pieces.truncate(mark.pieces);
        self.nodes[mark.node.0].children.truncate(mark.children);
    }

    /// Says where a piece was put: the page and the mark.
    pub(crate) fn place(&mut self, piece: PieceId, page: usize, mark: usize) {
        self.pieces[piece.0].place = Some((page, mark));
    }

    /// The tree of the finished document, and for every node its element.
    pub(crate) fn finish(self) -> (StructureTree, Vec<Option<ElementId>>) {
        let mut out = StructureTree::default();
        let mut elements = vec![None; self.nodes.len()];
        elements[0] = Some(StructureTree::ROOT);
        self.copy(Self::ROOT, StructureTree::ROOT, &mut out, &mut elements);
        (out, elements)
    }

    fn copy(
        &self,
        node: NodeId,
        element: ElementId,
        out: &mut StructureTree,
        elements: &mut [Option<ElementId>],
    ) {
        out.get_mut(element).attributes = self.nodes[node.0].attributes.clone();
        for child in &self.nodes[node.0].children {
            match child {
                NodeChild::Node(inner) if self.is_empty(*inner) => {}
                NodeChild::Node(inner) => {
                    let id = out.add(element, self.nodes[inner.0].role);
                    elements[inner.0] = Some(id);
                    self.copy(*inner, id, out, elements);
                }
                NodeChild::Piece(piece) => {
                    let Some((page, mark)) = self.pieces[piece.0].place else { continue };
                    let child = Child::Mark { page, mark };
                    let children = &mut out.get_mut(element).children;
                    if children.last() != Some(&child) {
                        children.push(child);
                    }
                }
            }
        }
    }

    /// Whether nothing of an element was put on a page. Empty table cells stay: they hold the grid together.
    fn is_empty(&self, node: NodeId) -> bool {
        let node = &self.nodes[node.0];
        !matches!(node.role, Role::Td | Role::Th)
            && node.children.iter().all(|child| match child {
                NodeChild::Node(inner) => self.is_empty(*inner),
                NodeChild::Piece(piece) => self.pieces[piece.0].place.is_none(),
            })
    }

    /// The element number of a node, for whoever keeps a table of them.
    pub(crate) fn index(node: NodeId) -> usize {
        node.0
    }
}
