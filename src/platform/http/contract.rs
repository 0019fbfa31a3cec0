//! The contract at work: which addresses, methods and parameters there are.
//!
//! It is read off the generated document, so that what is refused cannot differ from what is promised.

use std::collections::{HashMap, HashSet};

use actix_router::ResourceDef;
use actix_web::HttpRequest;
use actix_web::web::Data;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn, PathItem};
use utoipa::openapi::{OpenApi, RefOr};

use crate::platform::problem::{Code, Problem, Result};

/// The addresses, methods and query parameters of the document, and the document itself.
pub struct Contract {
    /// The document.
    pub document: OpenApi,
    routes: Vec<(ResourceDef, String)>,
    parameters: HashMap<(String, String), HashSet<String>>,
}

impl Contract {
    /// Reads them off the document.
    pub fn of(document: OpenApi) -> Self {
        let mut routes = Vec::new();
        let mut parameters = HashMap::new();
        for (path, item) in &document.paths.paths {
            let methods: Vec<&str> = operations(item).map(|(method, _)| method).collect();
            routes.push((ResourceDef::new(path.as_str()), methods.join(", ")));
            parameters.extend(
                operations(item).map(|(method, operation)| ((method.to_owned(), path.clone()), query_names(operation))),
            );
        }
        Self { document, routes, parameters }
    }

    /// The methods that an address takes, if there is such an address.
    pub fn allowed(&self, path: &str) -> Option<&str> {
        self.routes.iter().find(|(pattern, _)| pattern.is_match(path)).map(|(_, methods)| methods.as_str())
    }

    /// Refuses a query parameter that the operation does not have.
    pub fn refuse_unknown_parameters(request: &HttpRequest) -> Result<()> {
        let (Some(contract), Some(pattern)) = (request.app_data::<Data<Self>>(), request.match_pattern()) else {
            return Ok(());
        };
        let Some(known) = contract.parameters.get(&(request.method().to_string(), pattern)) else { return Ok(()) };
        if request.query_string().is_empty() {
            return Ok(());
        }
        let pairs: Vec<(String, String)> =
            serde_html_form::from_str(request.query_string()).map_err(|_| Problem::of(Code::MalformedParameter))?;
        match pairs.iter().find(|(name, _)| !known.contains(name)) {
            Some((name, _)) => {
                let name = name.replace('\0', "");
                Err(Problem::of(Code::UnknownParameter).and_field(
                    &name,
                    "unknown",
                    "Không có tham số này.",
                    "There is no such parameter.",
                ))
            }
            None => Ok(()),
        }
    }
}

/// The operations of an address with their methods.
pub fn operations(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    [("GET", &item.get), ("POST", &item.post), ("PUT", &item.put), ("PATCH", &item.patch), ("DELETE", &item.delete)]
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

fn query_names(operation: &Operation) -> HashSet<String> {
    let in_query = |parameter: &&Parameter| parameter.parameter_in == ParameterIn::Query;
    parameters(operation).filter(in_query).map(|parameter| parameter.name.clone()).collect()
}

/// The parameters of an operation.
pub fn parameters(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
        RefOr::T(parameter) => Some(parameter),
        RefOr::Ref(_) => None,
    })
}
