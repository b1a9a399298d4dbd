//! What pages are made of, one component a file.
//!
//! PatternFly's components where they are sound; its markup alone where `patternfly-yew` speaks English only, loses the keyboard's focus
//! or lacks a name for screen readers: buttons, alerts, fields, tables, the page frame.

pub(crate) mod action_button;
pub(crate) mod archive_button;
pub(crate) mod attention;
pub(crate) mod breadcrumb;
pub(crate) mod button;
pub(crate) mod check_field;
pub(crate) mod choice_search;
pub(crate) mod choices_field;
pub(crate) mod code_view;
pub(crate) mod confirm;
pub(crate) mod copy_button;
pub(crate) mod copy_field;
pub(crate) mod detail;
pub(crate) mod dialog;
pub(crate) mod edit_page;
pub(crate) mod editor;
pub(crate) mod empty_state;
pub(crate) mod failure_notice;
pub(crate) mod field_frame;
pub(crate) mod fields;
pub(crate) mod file_button;
pub(crate) mod filter_form;
pub(crate) mod form_section;
pub(crate) mod form_summary;
pub(crate) mod list_card;
pub(crate) mod list_head;
pub(crate) mod load_view;
pub(crate) mod menu;
pub(crate) mod new_link;
pub(crate) mod notice;
pub(crate) mod page_section;
pub(crate) mod page_title;
pub(crate) mod pager;
pub(crate) mod resource_actions;
pub(crate) mod route_link;
pub(crate) mod secret_field;
pub(crate) mod select_field;
pub(crate) mod setting_details;
pub(crate) mod shell;
pub(crate) mod shown_once;
pub(crate) mod status_label;
pub(crate) mod table;
pub(crate) mod text_area;
pub(crate) mod text_field;
pub(crate) mod thing_field;
pub(crate) mod time;
pub(crate) mod unsaved_guard;
