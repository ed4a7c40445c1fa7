//! Tests of the rules, on small files of their own.

mod corpus;
